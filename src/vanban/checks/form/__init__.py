"""Rules about the form of Nghị định 30/2020/NĐ-CP."""

from vanban.checks.form import (
    annex_caption,
    caption_blank,
    date_blank,
    doubled_words,
    gone_bodies,
    header_missing,
    no_recipients,
    no_signature,
    number_blank,
    old_wording,
    spaced,
)

__all__ = ["RULES"]

RULES = (
    header_missing.RULE,
    number_blank.RULE,
    date_blank.RULE,
    caption_blank.RULE,
    no_recipients.RULE,
    no_signature.RULE,
    spaced.RULE,
    gone_bodies.RULE,
    old_wording.RULE,
    doubled_words.RULE,
    annex_caption.RULE,
)
