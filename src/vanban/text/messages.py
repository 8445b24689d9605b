"""The sentence of every finding, in Vietnamese, by its permanent code.

Each package that finds things adds its codes to one table here, so that wording is reviewed in one place.
The sentences are message ids of the application's catalogue; placeholders are ``%(name)s``.
"""

from vanban.text.findings import Finding
from vanban.text.reading_messages import READING

__all__ = ["MESSAGES", "message_of"]

# code -> sentence: what is wrong, then what to do. Codes are permanent.
MESSAGES: dict[str, str] = {**READING}

# vanban.language.deadlines
MESSAGES |= {
    "DL001": "Ngày trong “%(evidence)s” không có trên lịch. Hãy nhập ngày đúng.",
    "DL002": "Không đọc được thời hạn “%(evidence)s”. Hãy nhập thời hạn.",
    "DL003": "“%(evidence)s” không ghi năm; lấy theo năm kế hoạch %(year)d.",
    "DL004": "Năm trong “%(evidence)s” cách xa năm kế hoạch %(year)d. Hãy kiểm tra lại.",
    "DL005": "Chỉ đọc được một phần của “%(evidence)s”; phần còn lại cũng nói về thời gian. Hãy nhập thời hạn.",
    "DL006": "“%(evidence)s” kết thúc trước khi bắt đầu. Hãy nhập lại khoảng thời gian.",
    "DL007": (
        "“%(evidence)s” được tính theo Điều 146 Bộ luật Dân sự 2015 (đầu, giữa, cuối tháng hoặc năm). "
        "Hãy kiểm tra ngày."
    ),
    "DL008": "“%(evidence)s” là các kỳ báo cáo lũy kế; mỗi kỳ chỉ tính một lần.",
    "DL009": "Năm trong “%(evidence)s” chỉ ghi hai chữ số. Hãy kiểm tra lại.",
    "DL010": "Giờ hoặc thứ trong “%(evidence)s” chỉ được giữ ở phần chữ, chưa dùng để tính hạn.",
    "DL011": "“%(evidence)s” được hiểu là các tháng đầu năm, tính từ tháng 1. Hãy kiểm tra lại.",
    "DL012": "“%(evidence)s” được tính theo tháng cuối của quý.",
    "DL013": "Trong “%(evidence)s” có mốc thời gian của sự kiện, chưa dùng để tính hạn. Hãy kiểm tra lại.",
    "DL014": "Phần trong ngoặc của “%(evidence)s” cũng nói về thời gian, chưa dùng để tính hạn. Hãy kiểm tra lại.",
}

# vanban.language.agencies, citations, targets
MESSAGES |= {
    "AG001": "Không nhận ra cơ quan nào trong “%(evidence)s”. Hãy chọn cơ quan, đơn vị cho cụm từ này.",
    "AG002": "“%(evidence)s” không nêu cơ quan nào. Hãy chọn cơ quan, đơn vị của dòng trên nếu đúng là dòng đó.",
    "CT001": "Ngày trong “%(evidence)s” không có trên lịch. Hãy đối chiếu với văn bản được viện dẫn.",
    "CT002": (
        "“%(evidence)s”: tên loại văn bản không khớp với ký hiệu %(symbol)s. Hãy đối chiếu với văn bản được viện dẫn."
    ),
    "TG001": "Khoảng giá trị trong “%(evidence)s” bị ngược: số đầu lớn hơn số cuối. Hãy kiểm tra chỉ tiêu này.",
}


# reform.groups: GRP001-GRP009 refuse an expression, GRP010-GRP019 say why an agency belongs to a group,
# GRP020 and up say how a phrase was resolved, or why a person must decide.
MESSAGES |= {
    "GRP001": "Không đọc được biểu thức nhóm «%(expression)s», từ chỗ «%(rest)s».",
    "GRP002": "Biểu thức nhóm không có phép «%(word)s».",
    "GRP003": "Biểu thức nhóm không có giá trị «%(word)s». Các giá trị dùng được: %(known)s.",
    "GRP010": "Là cơ quan, đơn vị cấp %(level)s trực thuộc %(parent)s.",
    "GRP011": "Là địa phương: Ủy ban nhân dân cấp %(level)s trực thuộc %(parent)s.",
    "GRP012": "Là cơ quan cấp %(level)s thuộc nhóm.",
    "GRP013": "Được người rà soát chọn đích danh.",
    "GRP014": "Được nêu tên trong cụm từ của văn bản.",
    "GRP015": "Là cơ quan cấp trên trực tiếp của đơn vị nêu trong cụm từ.",
    "GRP020": "Theo lựa chọn đã ghi nhớ cho văn bản của %(issuer)s.",
    "GRP021": "Đúng tên trong danh bạ cơ quan.",
    "GRP022": "Gần như đúng tên trong danh bạ («%(name)s»), không có cơ quan nào khác gần giống.",
    "GRP023": "Nhóm cơ quan, gồm %(count)d đơn vị vào ngày của văn bản.",
    "GRP024": "Nhóm cơ quan, gồm %(count)d đơn vị vào ngày của văn bản; phần «%(term)s» không có đơn vị nào.",
    "GRP025": "Nói chung về các cơ quan có liên quan, không chỉ rõ cơ quan nào.",
    "GRP026": "Là tên cũ của cơ quan này.",
    "GRP027": "Nhóm do %(issuer)s quy định: %(name)s.",
    "GRP028": "Theo tên đứng trước ngoặc («%(main)s»); phần trong ngoặc chỉ nói thêm: %(aside)s.",
    "GRP029": "Gồm %(count)d cơ quan được nêu tên trong cụm từ.",
    "GRP030": "Chưa biết cụm từ này chỉ cơ quan nào. Hãy chọn một cơ quan hoặc một nhóm.",
    "GRP031": "Có %(count)d cơ quan cùng tên này. Hãy chọn một.",
    "GRP032": "«%(name)s» đã kết thúc hoạt động từ ngày %(ended)s; kế thừa là %(heirs)s. Hãy xác nhận.",
    "GRP033": "«%(name)s» đã kết thúc hoạt động từ ngày %(ended)s và chưa ghi nhận cơ quan kế thừa. Hãy chọn cơ quan.",
    "GRP034": "«%(name)s» đến ngày %(started)s mới hoạt động, sau ngày của văn bản. Hãy chọn cơ quan vào lúc đó.",
    "GRP035": "Vào ngày của văn bản, danh bạ không có cơ quan nào thuộc nhóm này. Hãy chọn cơ quan hoặc nhóm khác.",
    "GRP036": "Lựa chọn đã ghi nhớ («%(name)s») không còn hiệu lực vào ngày của văn bản. Hãy chọn lại.",
    "GRP037": "Không rõ trong danh bạ cơ quan nào là: %(names)s. Hãy chọn.",
    "GRP040": "kế thừa «%(name)s»",
    "GRP041": "tên gần giống",
    "GRP042": "nhóm thường dùng",
    "GRP043": "cùng tên",
    "GRP044": "tiền thân của «%(name)s»",
    "GRP045": "chỉ %(count)d cơ quan đã rõ tên",
    "GRP046": "cả nhóm, %(count)d cơ quan",
}

# vanban.plans and vanban.language.headers: the structure of a plan.
MESSAGES |= {
    "PL001": "Không tìm thấy bảng phân công nhiệm vụ nào. Hãy kiểm tra phụ lục, hoặc nhập nhiệm vụ bằng tay.",
    "PL002": "Không nhận ra các cột của bảng này (%(evidence)s); bảng không được đọc. Hãy xem hàng tiêu đề.",
    "PL003": "Bảng này không có hàng tiêu đề; các cột được hiểu như ở bảng liền trước. Hãy kiểm tra lại.",
    "PL004": "Chưa rõ cột “%(evidence)s” ghi gì; nội dung của cột được giữ ở phần ghi chú.",
    "PL005": "Dòng này không có số thứ tự và không nối tiếp nhiệm vụ nào ở trên. Hãy kiểm tra lại.",
    "PL006": "Dòng này không ghi nội dung nhiệm vụ. Hãy bổ sung.",
    "PL007": "Bảng không có cột cơ quan chủ trì. Hãy chọn cơ quan chủ trì cho từng nhiệm vụ.",
    "PL008": "Một cột ghi chung cơ quan chủ trì và phối hợp; cơ quan đầu tiên được hiểu là chủ trì. Hãy kiểm tra lại.",
    "PL009": "Chưa xác định được lĩnh vực cải cách của “%(evidence)s”. Hãy chọn lĩnh vực.",
    "PL010": "Không tìm thấy số, ký hiệu của văn bản. Hãy nhập số, ký hiệu.",
    "PL011": "Số của văn bản còn để trống. Hãy nhập số sau khi ban hành.",
    "PL012": "Không tìm thấy ngày ban hành. Hãy nhập ngày ban hành.",
    "PL013": "Ngày ban hành còn để trống hoặc ghi thiếu. Hãy nhập ngày ban hành.",
    "PL014": "Ngày ban hành không có trong lịch. Hãy sửa lại ngày ban hành.",
    "PL015": "Không rõ kế hoạch của năm nào; thời hạn không ghi năm sẽ không được tính. Hãy nhập năm.",
    "PL016": "Không tìm thấy người ký. Hãy bổ sung nếu cần.",
    "PL018": "Nhiệm vụ được đọc từ danh mục trong lời văn, không phải từ bảng. Hãy kiểm tra kỹ.",
    "PL017": "Văn bản này là báo cáo, không phải kế hoạch. Hãy kiểm tra lại loại văn bản.",
}

# vanban.reports: the statistics of a report.
MESSAGES |= {
    "RP001": "“%(label)s”: số %(evidence)s đứng ở cột đơn vị tính, đã đọc là số liệu. Hãy chuyển sang cột số liệu.",
    "RP002": "Dòng “%(evidence)s” bị lệch sang trái một cột, đã đọc theo cột đúng. Hãy kiểm tra lại dòng này.",
    "RP003": "“%(label)s”: ô số liệu ghi “%(evidence)s”, không phải số. Hãy nhập số.",
    "RP004": "“%(label)s”: cột đơn vị tính ghi số %(evidence)s bên cạnh số liệu. Hãy kiểm tra số nào đúng.",
    "RP005": "“%(label)s”: trả lời %(evidence)s không có trong các lựa chọn của dòng. Hãy chọn lại.",
    "RP006": "Không tìm thấy bảng số liệu thống kê trong báo cáo. Hãy kiểm tra phụ lục kèm theo.",
    "RP007": "“%(label)s”: %(evidence)s có dấu chấm hoặc dấu phẩy dễ hiểu lầm. Hãy kiểm tra số liệu.",
    "RP008": "Dòng “%(evidence)s” được nối với dòng trước khi sang trang.",
    "RP009": "Bảng này không có hàng tiêu đề; các cột được hiểu như ở bảng liền trước. Hãy kiểm tra lại.",
    "RP010": "Chưa rõ cột “%(evidence)s” của bảng số liệu ghi gì; cột này không được đọc.",
}

# vanban.plans.comparison: in what a plan falls short of the plan of the body above.
MESSAGES |= {
    "PC001": "Nhiệm vụ “%(evidence)s” của cấp trên chưa có trong kế hoạch. Hãy bổ sung, hoặc ghi rõ vì sao không làm.",
    "PC002": "Nhiệm vụ đã có, nhưng thiếu “%(evidence)s” mà cấp trên yêu cầu. Hãy bổ sung sản phẩm.",
    "PC003": "Hạn %(later)s muộn hơn hạn %(due)s của cấp trên. Hãy đặt hạn không sau ngày %(due)s.",
    "PC004": "Cấp trên đặt hạn %(due)s, kế hoạch này không ghi ngày. Hãy ghi hạn không sau ngày %(due)s.",
    "PC005": "Cấp trên yêu cầu làm định kỳ, kế hoạch này ghi thưa hơn hoặc chỉ một lần. Hãy ghi đủ các kỳ.",
    "PC006": "Chỉ tiêu “%(lower)s” thấp hơn chỉ tiêu “%(target)s” của cấp trên. Hãy đặt không thấp hơn.",
    "PC007": "Kế hoạch này không nhắc lại chỉ tiêu “%(target)s” của cấp trên. Hãy xem có cần ghi vào không.",
    "PC008": "Thời gian sau sự kiện dài hơn cấp trên cho phép. Hãy rút ngắn cho bằng hoặc sớm hơn.",
    "PC009": "Kế hoạch của cấp trên là năm %(superior)d, kế hoạch này năm %(subordinate)d; các hạn không được so sánh.",
    "PC010": "Chỉ tiêu “%(lower)s” thấp hơn chỉ tiêu “%(target)s” của cấp trên. Hãy đặt không thấp hơn.",
}

# vanban.checks: D1xx dates, N2xx numbering, R3xx references, C4xx consistency, A5xx arithmetic, F6xx form.
MESSAGES |= {
    "D101": "“%(evidence)s”: ngày này không có trên lịch. Hãy ghi ngày đúng.",
    "D102": "Hạn “%(evidence)s” trước ngày ban hành %(issued)s. Hãy sửa thời hạn, hoặc ghi rõ việc đã thực hiện.",
    "D103": "Hạn “%(evidence)s” nằm ngoài năm kế hoạch %(year)d. Hãy kiểm tra năm.",
    "D104": "Văn bản %(symbol)s được ghi hai ngày: %(one)s và %(two)s. Hãy đối chiếu với bản gốc, ghi một ngày.",
    "D105": "Giao lập kế hoạch, chương trình năm %(year)d trong văn bản của năm %(own)d. Hãy kiểm tra năm.",
    "D106": "Số liệu ghi của năm %(year)d trong báo cáo năm %(own)d. Hãy kiểm tra năm.",
    "D107": "Văn bản ngày %(date)s không ban hành trong %(period)s. Hãy sửa câu, hoặc bỏ văn bản khỏi kỳ này.",
    "D108": "Ngày %(date)s là Chủ nhật. Hãy đối chiếu ngày với văn bản được viện dẫn.",
    "D109": "Năm %(year)d chưa kết thúc vào kỳ báo cáo này nên chưa thể có kết quả. Hãy kiểm tra năm.",
}

MESSAGES |= {
    "N201": "Bảng chữ cái tiếng Việt không có chữ “%(letter)s” (sau e là g). Hãy đánh lại thứ tự các điểm.",
    "N202": "Mục “%(number)s” đứng ở chỗ của “%(expected)s”. Hãy đánh lại số, hoặc bổ sung mục còn thiếu.",
    "N203": "Mục “%(number)s” đứng sau mục “%(before)s”: số bị lặp hoặc đảo. Hãy đánh lại thứ tự.",
    "N204": "Mục “%(number)s” không thuộc phần này; đúng chỗ này là “%(expected)s”. Hãy đánh lại số.",
    "N205": "Dòng số %(number)s đứng ở chỗ của số %(expected)s. Hãy đánh lại số thứ tự.",
    "N206": "Mã %(code)s đã dùng cho “%(first)s”. Hãy đánh lại mã, mỗi dòng một mã.",
    "N207": "Mã %(code)s không thuộc mục này; đúng chỗ này là %(expected)s. Hãy đánh lại mã.",
    "N208": "Mã %(code)s viết khác các mã còn lại ở dấu chấm cuối. Hãy viết thống nhất.",
    "N209": "Có mục “%(number)s” mà không có mục tiếp theo cùng cấp. Hãy bỏ số, hoặc đánh lại các mục bên dưới.",
    "N210": "Phụ lục %(number)s đứng ở chỗ của phụ lục %(expected)s. Hãy đánh lại số phụ lục.",
    "N211": (
        "%(count)d lĩnh vực có số khác nhau ở nội dung và phụ lục (“%(evidence)s” là %(other)s ở phụ lục). "
        "Hãy đánh số như nhau."
    ),
    "R301": "Văn bản không có “%(evidence)s”. Hãy sửa chỗ dẫn, hoặc số của mục được dẫn.",
    "R302": "Văn bản không có “%(evidence)s”. Hãy sửa số phụ lục, hoặc bổ sung phần còn thiếu.",
    "R303": "Văn bản nói “%(evidence)s” nhưng tệp này không có phụ lục. Hãy đính kèm, hoặc bỏ câu này.",
    "R304": "Văn bản %(symbol)s được ghi của hai cơ quan: %(one)s và %(two)s. Hãy đối chiếu với bản gốc.",
    "R305": "Văn bản %(symbol)s: theo sổ văn bản hoặc bản gốc, %(truth)s. Hãy đối chiếu và sửa.",
    "R306": "Gọi là %(type)s, nhưng ký hiệu %(symbol)s là của %(expected)s. Hãy sửa tên loại hoặc ký hiệu.",
    "R307": "Văn bản %(symbol)s được gọi khi là %(one)s, khi là %(two)s. Hãy gọi bằng một tên loại.",
    "R308": "Ký hiệu “%(evidence)s” bị ngắt bởi khoảng trống. Hãy viết liền: %(symbol)s.",
    "R309": "Văn bản %(symbol)s không được ghi ngày ban hành ở đâu cả. Hãy ghi ngày ở lần viện dẫn đầu tiên.",
    "R310": "“%(evidence)s”: không rõ là văn bản nào. Hãy ghi loại, số, ngày và cơ quan ban hành.",
    "R311": "“%(evidence)s” thiếu năm ban hành nên không rõ là văn bản nào. Hãy ghi đủ số, ký hiệu.",
    "R312": "Ký hiệu %(symbol)s là của %(expected)s, nhưng ghi cơ quan ban hành là %(issuer)s. Hãy sửa cho khớp.",
    "R313": "Phụ lục ghi kèm theo “%(evidence)s”, nhưng văn bản này có số %(symbol)s. Hãy sửa cho khớp.",
    "F601": "Phần đầu văn bản thiếu: %(parts)s. Hãy bổ sung trước khi ban hành.",
    "F602": "Số của văn bản còn để trống. Hãy ghi số khi ban hành.",
    "F603": "Ngày ban hành còn để trống. Hãy ghi đủ ngày, tháng, năm.",
    "F604": "Dòng “kèm theo” còn để trống số hoặc ngày của văn bản. Hãy ghi đủ.",
    "F605": "Không thấy “Nơi nhận”. Hãy bổ sung.",
    "F606": "Không thấy chức vụ, họ tên người ký. Hãy bổ sung.",
    "F607": "“%(evidence)s” có khoảng trống ở giữa. Hãy viết liền.",
    "F608": "“%(evidence)s” không còn từ %(since)s (%(basis)s). Nay là: %(now)s. Hãy sửa, hoặc ghi “(cũ)”.",
    "F609": "“%(evidence)s” nay là “%(now)s” (%(basis)s, từ %(since)s). Hãy dùng từ ngữ mới.",
    "F610": "“%(evidence)s” bị lặp từ. Hãy bỏ phần lặp.",
    "F611": "%(count)d phụ lục không ghi kèm theo văn bản nào. Hãy ghi số, ngày và cơ quan ban hành dưới tên phụ lục.",
}

# vanban.checks.consistency and vanban.checks.arithmetic
MESSAGES |= {
    "C401": "Một chỉ tiêu có hai giá trị: %(first)s và %(second)s. Hãy thống nhất một giá trị.",
    "C402": "Cùng một việc nhưng phần lời văn ghi hạn %(prose)s, phụ lục ghi hạn %(annex)s. Hãy thống nhất một hạn.",
    "C403": (
        "Nội dung nhiệm vụ nêu kỳ hạn khác với cột thời gian (“%(due)s”). Hãy ghi thời gian đúng kỳ hạn của nhiệm vụ."
    ),
    "C404": (
        "Cùng một kế hoạch được giao ở hai dòng với hai thời gian: “%(first)s” và “%(second)s”. Hãy gộp hoặc thống "
        "nhất."
    ),
    "C405": (
        "Phải tổng hợp phụ lục %(annex)s (“%(when)s”) khi %(count)d sản phẩm ở đó chưa đến hạn. Hãy lùi hạn tổng hợp "
        "hoặc ghi rõ kỳ số liệu."
    ),
    "C406": (
        "Báo cáo năm đến hạn trước %(count)d báo cáo kết quả của phụ lục. Hãy xem lại hạn, hoặc ghi rõ ngày chốt số "
        "liệu."
    ),
    "C407": (
        "Báo cáo kết quả của nhiệm vụ làm cả năm lại đến hạn ngay đầu năm %(year)d. Hãy ghi rõ báo cáo của năm nào."
    ),
    "C408": "%(body)s chủ trì ở phần lời văn nhưng chỉ phối hợp ở phụ lục. Hãy thống nhất vai trò.",
    "C409": (
        "Một cơ quan có hai cách viết tên: “%(first)s” và “%(second)s”. Hãy viết đúng tên trong quyết định thành lập."
    ),
    "C410": (
        "“%(second)s” dường như là tên cụt hoặc tên tắt của “%(first)s”. Hãy viết đủ tên, hoặc giải thích chữ viết tắt."
    ),
    "C411": "“%(words)s” là lời của cấp khác, không đúng với văn bản của %(level)s. Hãy kiểm tra lại cấp.",
    "C412": "Hai dòng giao cùng một cơ quan cùng một việc. Hãy gộp làm một, hoặc ghi rõ chỗ khác nhau.",
    "C413": "Cùng một câu đứng ở hai mục. Hãy bỏ bớt một chỗ.",
    "C414": "Sản phẩm “%(product)s” không có thời hạn, trong khi sản phẩm khác ở cùng dòng có. Hãy ghi thời hạn.",
    "C415": "Cột sản phẩm ghi lời của thời hạn, cột thời gian để trống. Hãy chuyển sang đúng cột và ghi sản phẩm.",
    "C416": (
        "Phụ lục ghi việc này đã làm xong, phần lời văn vẫn giao làm. Hãy bỏ một chỗ, hoặc ghi rõ năm của việc phải "
        "làm."
    ),
    "A501": "Tổng %(total)s không bằng các cấp cộng lại (%(sum)s). Hãy kiểm tra từng số.",
    "A502": "Tổng %(total)s không bằng các phần cộng lại (%(sum)s). Hãy kiểm tra, hoặc ghi rõ phần nào tính trùng.",
    "A503": "Tổng %(total)s không bằng các số mà nó cộng (%(sum)s). Hãy cộng lại.",
    "A504": "Tổng là %(total)s nhưng các phần cộng lại là %(sum)s. Hãy kiểm tra số liệu, hoặc nêu phần còn thiếu.",
    "A505": "%(fraction)s là %(rate)s, không phải %(printed)s. Hãy tính lại tỷ lệ.",
    "A506": "%(fraction)s làm tròn là %(rate)s; %(printed)s là số bị cắt. Hãy làm tròn đúng.",
    "A507": "Số của phần (%(part)s) lớn hơn số của tổng thể (%(whole)s). Hãy kiểm tra hai số.",
    "A508": "Lời văn ghi %(prose)s, biểu thống kê ghi %(annex)s cho cùng một nội dung. Hãy thống nhất số liệu.",
    "A509": "Dòng “%(label)s” bị lệch cột: số liệu không nằm ở cột số liệu. Hãy chuyển số về đúng cột.",
    "A510": "Dòng tổng để trống trong khi chi tiết cộng lại là %(sum)s. Hãy ghi số tổng.",
    "A511": "Có %(count)d dòng chi tiết để trống dưới dòng tổng đã có số. Hãy ghi 0 nếu không phát sinh.",
    "A512": "Tỷ lệ %(value)s vượt quá 100%%. Hãy kiểm tra lại cách tính.",
    "A513": "Dòng này bị ngắt khi sang trang; phần sau dễ bị đọc thành một dòng khác. Hãy giữ cả dòng trên một trang.",
    "C417": "Nhiệm vụ này không ghi thời gian hoàn thành, các dòng khác của phụ lục có ghi. Hãy bổ sung thời hạn.",
}


def message_of(finding: Finding) -> str:
    """Return the Vietnamese sentence of ``finding`` with its parameters filled in.

    Raises:
        KeyError: the code has no sentence, or a parameter is missing (a programmer's error).
    """
    return MESSAGES[finding.code] % {"evidence": finding.evidence, **finding.params}
