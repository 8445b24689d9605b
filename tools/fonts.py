"""Make the fonts that are delivered with the program out of those of their makers; run once for a new version.

    tools/fonts.py papers FOLDER   Tinos-*.ttf of FOLDER (Debian: fonts-croscore) → src/vanban/writing/fonts
    tools/fonts.py charts          the web fonts of the pages → src/caicach/ui/charts/fonts

Papers: the letters of Latin, Vietnamese and Greek and the signs of official papers, without hints for screens.
Charts: the engine that measures texts reads no web fonts, so the subsets of one weight become one file, with the digits
of one width.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

_ROOT = Path(__file__).resolve().parents[1]
_PAPERS = _ROOT / "src/vanban/writing/fonts"
_CHARTS = _ROOT / "src/caicach/ui/charts/fonts"
_WEB = _ROOT / "src/caicach/ui/static/ui/vendor/fonts"
_WEIGHTS = {400: "Regular", 600: "SemiBold"}
_FAMILY, _FAMILY_IDS, _FULL_IDS = "Cai Cach Figures", (1, 16), (4, 6)

_SPANS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x2C6, 0x2DD), (0x300, 0x303),
    (0x306, 0x30C), (0x31B, 0x31B), (0x323, 0x323), (0x391, 0x3C9), (0x1EA0, 0x1EF9), (0x2000, 0x2027),
    (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x209C), (0x20AB, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2126, 0x2126), (0x2150, 0x215E), (0x2190, 0x2195), (0x2200, 0x2265), (0x25A0, 0x25CF),
)  # fmt: skip
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]


def papers(folder: Path) -> None:
    """Write the subset of every Tinos in ``folder``."""
    for path in sorted(folder.glob("Tinos-*.ttf")):
        font = TTFont(path, recalcTimestamp=False)
        options = subset.Options(hinting=False, layout_features=_FEATURES, name_IDs=["*"], name_languages=[0x409])
        options.notdef_outline = True
        cutter = subset.Subsetter(options)
        wanted = {code for first, last in _SPANS for code in range(first, last + 1)}
        cutter.populate(unicodes=wanted & set(font.getBestCmap()))
        cutter.subset(font)
        font.save(_PAPERS / path.name)


def charts() -> None:
    """Write one file for each weight of the charts."""
    for weight, style in _WEIGHTS.items():
        pieces = [
            _piece(name, weight) for name in ("cai-cach-figures", "be-vietnam-pro-latin", "be-vietnam-pro-vietnamese")
        ]
        font = Merger().merge(pieces)
        for record in font["name"].names:
            if record.nameID in _FAMILY_IDS:
                record.string = _FAMILY
            elif record.nameID in _FULL_IDS:
                record.string = f"{_FAMILY} {style}" if record.nameID == 4 else f"CaiCachFigures-{style}"
        font["OS/2"].usWeightClass = weight
        font.save(_CHARTS / f"cai-cach-figures-{weight}.ttf")


def _piece(name: str, weight: int) -> BytesIO:
    """Return a web font as TrueType without the tables that cannot be merged; of letters, not the digits."""
    font = TTFont(_WEB / f"{name}-{weight}.woff2", recalcTimestamp=False)
    font.flavor = None
    digits = set(range(ord("0"), ord("9") + 1))
    codes = set(font.getBestCmap())
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes & digits if name == "cai-cach-figures" else codes - digits)
    cutter.subset(font)
    made = BytesIO()
    font.save(made)
    made.seek(0)
    return made


def main(arguments: list[str]) -> int:
    """Do what the arguments say."""
    match arguments:
        case ["papers", folder]:
            _PAPERS.mkdir(exist_ok=True)
            papers(Path(folder))
        case ["charts"]:
            _CHARTS.mkdir(exist_ok=True)
            charts()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
