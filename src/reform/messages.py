"""The sentence of every reason and finding of the rules, in Vietnamese, by its permanent code.

Owns: the wording, so that it is reviewed and translated in one place, and the turning of parameters into words.
Does not: decide anything. Placeholders are ``%(name)s``; dates are written ``20/03/2026``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vanban.text.findings import Finding

__all__ = ["MESSAGES", "UNITS", "Reason", "explain", "message_of"]

# code -> sentence. Codes are permanent.
MESSAGES: dict[str, str] = {
    # DU: due dates.
    "DU001": "Kế hoạch ghi chậm nhất ngày %(due)s.",
    "DU002": "Kế hoạch ghi trước ngày %(day)s, không tính ngày đó: chậm nhất ngày %(due)s.",
    "DU003": "Kế hoạch ghi khoảng thời gian từ ngày %(start)s đến ngày %(end)s: hạn là ngày cuối.",
    "DU004": "Định kỳ không ghi ngày: nộp cùng báo cáo %(period)s, chế độ báo cáo ghi ngày %(due)s.",
    "DU005": "Định kỳ, kế hoạch ghi ngày: kỳ này chậm nhất ngày %(due)s.",
    "DU006": "Việc thường xuyên: mỗi quý khai một lần, cùng kỳ báo cáo %(period)s, hạn ngày %(due)s.",
    "DU007": "Việc hằng ngày, hằng tuần: mỗi quý khai một lần, cùng kỳ báo cáo %(period)s, hạn ngày %(due)s.",
    "DU008": "Ngày %(day)s là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo, %(due)s.",
    "DU009": "Kế hoạch không ghi thời hạn: tạm tính đến hết năm %(year)s. Kiểm tra và sửa nếu cần.",
    "DU010": "Kế hoạch ghi đã thực hiện: không theo dõi tiếp.",
    "DU011": "Chờ sự kiện “%(event)s”; khi có, hạn là %(amount)s %(unit)s kể từ ngày đó.",
    "DU012": "Theo quy định, hướng dẫn của cấp trên (“%(text)s”): chờ đến khi có ngày cụ thể.",
    "DU013": "Thực hiện đột xuất: chờ đến khi có yêu cầu.",
    "DU014": "Ngày ghi trong kế hoạch không có trên lịch (“%(text)s”). Nhập thời hạn đúng trước khi xác nhận.",
    "DU015": "Không đọc được thời hạn “%(text)s”. Nhập thời hạn trước khi xác nhận.",
    "DU016": "Thời hạn ngày %(due)s trước ngày ký kế hoạch %(signed)s. Nhập thời hạn mới trước khi xác nhận.",
    "DU017": "Không tính các kỳ đến hạn trước ngày ký kế hoạch %(signed)s: %(periods)s.",
    "DU018": "Không rõ chu kỳ của “%(text)s”. Nhập thời hạn trước khi xác nhận.",
    "DU019": "Sự kiện ngày %(occurred)s, cộng %(amount)s %(unit)s: hạn là ngày %(due)s.",
    "DU020": "Lịch nghỉ của ngày %(due)s chưa được công bố: hạn có thể thay đổi.",
    "DU021": "Mỗi năm một lần, trong tháng %(month)s: hạn là ngày cuối tháng, %(due)s.",
    "DU022": "Thời hạn “%(text)s” không nói tính từ khi nào. Nhập sự kiện hoặc thời hạn.",
    "DU023": "Chờ sự kiện “%(event)s”; khi có, phải làm ngay.",
    "DU024": "Sự kiện ngày %(occurred)s, phải làm ngay: hạn là ngày %(due)s.",
    "DU025": "Nằm trong báo cáo %(period)s, hạn ngày %(due)s.",
    # TM: tracking modes.
    "TM010": "Kế hoạch ghi đã thực hiện: không theo dõi.",
    "TM020": "Kế hoạch ghi lồng ghép, cùng báo cáo: nằm trong báo cáo định kỳ.",
    "TM030": "Báo cáo kết quả, tình hình thực hiện lặp lại hoặc thường xuyên: nằm trong báo cáo định kỳ.",
    "TM031": "Báo cáo lặp lại: đề nghị gộp vào báo cáo định kỳ, kiểm tra xem có phải báo cáo riêng không.",
    "TM032": "Báo cáo định kỳ theo quy định: đề nghị gộp vào báo cáo định kỳ.",
    "TM040": "Sản phẩm là một tỷ lệ, số liệu: nhập giá trị và nguồn.",
    "TM041": "Sản phẩm có nêu tỷ lệ phần trăm: đề nghị theo dõi bằng số liệu.",
    "TM050": "Sản phẩm “nếu có”: khai báo có phát sinh hay không.",
    "TM060": "Sản phẩm là văn bản có thời hạn: nộp số, ngày, cơ quan ban hành và tệp.",
    "TM061": "Văn bản ban hành thường xuyên: mỗi quý khai báo một lần.",
    "TM070": "Việc thường xuyên: mỗi quý khai báo một lần.",
    "TM080": "Kết quả lặp lại theo kỳ: đề nghị gộp vào báo cáo định kỳ.",
    "TM090": "Không ghi thời hạn, không rõ là văn bản: khai báo một lần.",
    "TM099": "Không có quy tắc riêng: đề nghị nộp văn bản chứng minh.",
    # EV: whether the event that a deliverable waits for may happen again.
    "EV010": "Văn bản ghi mỗi lần, từng vụ, đột xuất: sự kiện lặp lại, mỗi lần ghi nhận mở một kỳ mới.",
    "EV020": "Chờ một văn bản có số, ký hiệu cụ thể: sự kiện chỉ có một lần.",
    "EV030": "Chờ văn bản quy phạm có hiệu lực: sự kiện chỉ có một lần.",
    "EV040": "Chờ việc của một năm cụ thể: sự kiện chỉ có một lần.",
    "EV050": "Chờ hồ sơ, đề nghị, tờ trình gửi đến: sự kiện lặp lại, mỗi lần ghi nhận mở một kỳ mới.",
    "EV060": "Thực hiện khi có yêu cầu, chỉ đạo: sự kiện lặp lại, mỗi lần ghi nhận mở một kỳ mới.",
    "EV070": "Sự kiện đến theo định kỳ: có thể lặp lại, kiểm tra lại.",
    "EV080": "Tính từ khi kết thúc hội nghị, kỳ họp, cuộc kiểm tra: có thể lặp lại, kiểm tra lại.",
    "EV090": "Quyết định công bố ban hành nhiều lần: có thể lặp lại, kiểm tra lại.",
    "EV099": "Không có dấu hiệu lặp lại: đề nghị coi là sự kiện một lần, kiểm tra lại.",
    # OW: who of the leads owes.
    "OW010": "Phân công sau dấu hai chấm nói đến sản phẩm này.",
    "OW011": "Sản phẩm chung của địa phương nhưng các cơ quan chủ trì có phân công riêng khác: chọn cơ quan chủ trì.",
    "OW020": "Tên cơ quan chủ trì có trong tên sản phẩm.",
    "OW030": "Sản phẩm chung của địa phương: chỉ nộp một lần.",
    "OW040": "Sản phẩm của từng cơ quan, đơn vị: mỗi cơ quan nộp.",
    "OW050": "Một cơ quan chủ trì.",
    "OW060": "Nhóm cơ quan chủ trì: mỗi cơ quan nộp.",
    "OW061": "Nhiều cơ quan cùng chủ trì: mỗi cơ quan nộp. Kiểm tra xem có phải làm chung không.",
    "OW090": "Không ghi cơ quan chủ trì. Chọn cơ quan chủ trì.",
    # RQ: requests.
    "RQ010": "Kế hoạch viết “đề nghị”: là đề nghị, không tính thời hạn.",
    "RQ020": "Cơ quan của Đảng: là đề nghị, không tính thời hạn.",
    "RQ030": "Hội đồng nhân dân, Đoàn đại biểu Quốc hội: là đề nghị, không tính thời hạn.",
    "RQ040": "Mặt trận, đoàn thể, hội: là đề nghị, không tính thời hạn.",
    "RQ050": "Doanh nghiệp: là đề nghị, không tính thời hạn.",
    "RQ060": "Tòa án, Viện kiểm sát, Kiểm toán Nhà nước: là đề nghị, không tính thời hạn.",
    # MS: whether another body decides on what the lead presents.
    "MS010": "Văn bản ghi “trình … ban hành, phê duyệt”: cơ quan khác quyết định sau khi được trình.",
    "MS020": "Văn bản ghi “tham mưu … ban hành, quyết định”: cơ quan khác quyết định sau khi được trình.",
    "MS030": "Sản phẩm là tờ trình, dự thảo: cơ quan khác quyết định sau khi được trình.",
    "MS040": "Văn bản ghi “báo cáo … xem xét, quyết định”: cơ quan khác quyết định sau khi được trình.",
    "MS050": "Sản phẩm là văn bản của cơ quan khác: cơ quan đó quyết định sau khi được trình.",
    # AC: acceptors.
    "AC010": "Cơ quan theo dõi, kiểm tra, đôn đốc của dòng.",
    "AC020": "Cơ quan chủ trì lĩnh vực.",
    "AC030": "Cơ quan thường trực.",
    "AC040": "Cơ quan cấp trên.",
    "AC090": "Không còn cơ quan nào khác cơ quan chủ trì. Chọn cơ quan duyệt.",
    # FX: formulas of forms; columns count from 1.
    "FX001": "Công thức sai ở ký tự thứ %(column)s: không hiểu “%(text)s”. Sửa chỗ này rồi thử lại.",
    "FX002": "Công thức dở dang ở ký tự thứ %(column)s. Viết tiếp hoặc bỏ phần thừa.",
    "FX003": "Công thức quá dài hoặc quá nhiều tầng: nhiều nhất %(letters)s ký tự, %(depth)s tầng, "
    "%(signs)s dấu tính. Tách ra.",
    "FX004": "Từ ký tự thứ %(column)s: “%(text)s” cho %(found)s, ở đây phải là %(wanted)s.",
    "FX005": "Từ ký tự thứ %(column)s: “%(text)s” đã hỏi số của kỳ khác, không hỏi lùi thêm lần nữa.",
    "FX006": "Từ ký tự thứ %(column)s: “%(text)s” có một phân tổ ghi hai lần. Giữ lại một.",
    "FX007": "Từ ký tự thứ %(column)s: lựa chọn chỉ so được bằng == hoặc !=, không dùng “%(sign)s”.",
    # OF: figures of a report offered for a return.
    "OF001": "“%(evidence)s” có số %(value)s nhưng biểu không có chỉ tiêu này. Chọn chỉ tiêu, hoặc bỏ qua dòng này.",
    "OF002": "“%(evidence)s” có số %(value)s nhưng chỉ tiêu này không có trên biểu của cấp báo cáo. Kiểm tra lại.",
    "OF003": "“%(evidence)s” ghi “%(raw)s”, không dùng được cho chỉ tiêu này. Nhập lại số đúng.",
    "OF004": "“%(evidence)s” ghi %(raw)s, dòng trước của cùng chỉ tiêu ghi %(other)s. Chọn một số.",
    "OF005": "“%(evidence)s” được hiểu là chỉ tiêu “%(label)s”. Kiểm tra xem có đúng không.",
    "OF006": "“%(evidence)s” in số %(code)s, biểu đánh số %(wanted)s; đã lấy theo tên chỉ tiêu.",
    "OF007": "“%(evidence)s” chỉ gần đúng với chỉ tiêu của biểu. Ghi rõ khi so sánh với kỳ khác.",
    "OF008": "Báo cáo có %(lines)s dòng số liệu, nhiều hơn %(most)s. Chỉ đưa vào bảng phụ lục thống kê.",
    # FD: a blank annex made into the draft of a form.
    "FD001": "“%(evidence)s”: số %(number)s đã in ở dòng khác. Biểu tự đánh số lại, số in giữ bên cạnh.",
    "FD002": "“%(evidence)s” không có số thứ tự. Biểu tự đánh số.",
    "FD003": "“%(evidence)s”: số %(number)s không theo mục %(above)s. Biểu tự đánh số lại, số in giữ bên cạnh.",
    "FD004": "“%(evidence)s” không ghi đơn vị tính. Chọn đơn vị tính.",
    "FD005": "“%(evidence)s” là tỷ lệ nhưng đơn vị tính ghi “%(unit)s”; lấy là phần trăm. Kiểm tra lại.",
    "FD006": "Đề nghị: “%(evidence)s” bằng tổng của %(parts)s. Xác nhận, hoặc bỏ nếu các phần chồng nhau.",
    "FD007": "Đề nghị tính “%(evidence)s” bằng %(formula)s. Xác nhận tử số và mẫu số.",
    "FD008": "“%(evidence)s”: biểu không có tử số, mẫu số nên cấp trên không tổng hợp được. Bổ sung hai chỉ tiêu.",
    "FD009": "“%(evidence)s”: danh sách lựa chọn thiếu số hoặc chỉ có một câu trả lời. Kiểm tra lại.",
    "FD010": "“%(evidence)s” là “%(old)s” của biểu đang dùng: giữ mã %(key)s, số liệu cũ so sánh được.",
    "FD011": "“%(evidence)s” có thể là “%(old)s” của biểu đang dùng (mã %(key)s). Xác nhận, hoặc lập chỉ tiêu mới.",
    "FD012": "“%(evidence)s” là chỉ tiêu mới: chưa có số liệu để so sánh.",
    "FD013": "“%(evidence)s” hỏi bằng chữ; biểu chỉ nhận số và lựa chọn nên để làm đề mục. Đưa nội dung vào báo cáo.",
    "FD014": "“%(evidence)s” in như đề mục, nhưng biểu đang dùng có số ở “%(old)s”. Xác nhận có lấy số hay không.",
    "FD015": "Bảng có nhiều cột số liệu (%(titles)s); lấy cột của kỳ báo cáo. Kiểm tra lại.",
    "FD016": "Các quy tắc %(rules)s của biểu đang dùng nhắc chỉ tiêu không còn nên bị bỏ.",
    "FD017": "Phụ lục mới không còn: %(labels)s.",
    "FD018": "“%(evidence)s” giống “%(old)s” của biểu đang dùng nhưng khác kiểu số liệu: lập thành chỉ tiêu mới.",
    "FD019": "Đã bỏ một công thức hoặc quy tắc không dùng được ở %(place)s. %(said)s",
    "FD020": "Đề nghị chia “%(evidence)s” thành %(parts)s, cộng lại bằng cả dòng. Xác nhận, hoặc bỏ nếu chồng nhau.",
    "FD021": "Không thấy bảng chỉ tiêu trong tệp. Kiểm tra tiêu đề bảng: STT, Chỉ tiêu, Đơn vị tính, Số liệu.",
    "FD023": "Đề nghị chia “%(evidence)s” theo %(parts)s. Xác nhận hoặc bỏ.",
    "FD024": "“%(evidence)s” là phần mới của “%(dimension)s”: các phần cũ so sánh được, phần này chưa có số liệu cũ.",
    "FD025": "Bảng có %(lines)s dòng, nhiều hơn %(most)s dòng của một biểu. Chỉ để lại bảng chỉ tiêu rồi tải lại.",
    "FD022": "Đề nghị: %(parts)s không lớn hơn “%(evidence)s”. Xác nhận hoặc bỏ.",
    # FM: definitions of forms.
    "FM001": "Tệp không đọc được: sai cách viết ở dòng %(line)s. Sửa dòng này rồi thử lại.",
    "FM002": "Thiếu “%(name)s”, hoặc ghi không đúng kiểu. Bổ sung rồi thử lại.",
    "FM003": "Công thức không dùng được: %(said)s.",
    "FM004": "“%(name)s” ghi ở %(what)s không có trong biểu. Sửa lại tên, hoặc khai báo trước.",
    "FM005": "Mã này dùng hai lần. Mỗi mã chỉ dùng cho một dòng, kể cả dòng đã bỏ.",
    "FM006": "Mã gồm chữ thường không dấu, số, gạch dưới, ít nhất hai phần cách bằng dấu chấm: dossier.received.",
    "FM007": "Số thứ tự %(number)s không liền mạch: chỗ này phải là %(wanted)s.",
    "FM008": "Công thức ở đây phải là một điều kiện đúng hoặc sai.",
    "FM009": "Công thức nhắc chỉ tiêu “%(name)s” không có trong biểu.",
    "FM010": "Chỉ tiêu này tính vòng quanh từ chính nó. Bỏ một công thức trong vòng.",
    "FM011": "Dòng chọn phải có danh sách lựa chọn; dòng khác thì không.",
    "FM012": "Lựa chọn đọc thành %(word)s. Đặt chữ yes, no, on, off trong ngoặc kép.",
    "FM013": "Cấp %(level)s phải báo cáo dòng này nhưng không có dòng tổng %(whole)s trên biểu.",
    "FM014": "“%(cell)s”: chỉ tiêu không chia theo phân tổ này, hoặc phân tổ không có phần đó.",
    "FM015": "Công thức cho %(found)s, còn dòng này cần %(wanted)s. Sửa công thức hoặc kiểu của dòng.",
    "FM016": "“%(text)s” so hoặc tính một lựa chọn với một số. Lựa chọn chỉ so được với lựa chọn cùng danh sách.",
    "FM017": "Tệp quá lớn hoặc lồng quá nhiều tầng cho một biểu. Kiểm tra lại tệp.",
    "FM018": "Không hiểu “%(name)s”. Có phải “%(near)s” không?",
    # FJ: what does not fit in a return.
    "FJ001": "%(say)s, lệch %(difference)s. %(left)s, nhưng %(right)s.",
    "FJ002": "%(say)s. %(left)s, nhưng %(right)s.",
    "FJ005": "Nếu dòng %(number)s là %(value)s thì cân.",
    "FJ006": "Dòng %(number)s chưa nhập, nhưng số nào cũng không làm cho cân.",
    "FJ010": "Chưa cân",
    "FJ011": "Tổng không bằng các phần cộng lại",
    "FJ012": "Các phần cộng lại nhiều hơn tổng",
    "FJ014": "Chưa nhập. %(left)s, %(right)s.",
    "FJ020": "Tổng ghi khác các phần cộng lại, lệch %(difference)s. Ghi %(declared)s, các phần cộng lại là %(parts)s.",
    "FJ021": "Số ghi khác số tính được. “%(label)s” ghi %(declared)s, tính từ các dòng khác là %(computed)s.",
    "FJ022": "Số ghi trong văn bản khác số đã nhập. “%(label)s” ghi %(declared)s, đã nhập %(typed)s.",
    "FJ030": "Không phải một số. “%(label)s” ghi “%(value)s”.",
    "FJ031": "Phải là số nguyên. “%(label)s” ghi %(value)s.",
    "FJ032": "Nhỏ hơn mức thấp nhất. “%(label)s” ghi %(value)s, thấp nhất là %(bound)s.",
    "FJ033": "Lớn hơn mức cao nhất. “%(label)s” ghi %(value)s, cao nhất là %(bound)s.",
    "FJ034": "Không có trong danh sách lựa chọn. “%(label)s” ghi “%(value)s”, chỉ chọn được: %(words)s.",
    "FJ035": "Lý do không có trong danh sách. “%(label)s” ghi “%(value)s”, chỉ chọn được: %(words)s.",
    "FJ036": "Chưa nhập. “%(label)s” cần một số, kể cả số 0, hoặc lý do không có số.",
    "FJ037": "Chưa chọn. “%(label)s” cần một lựa chọn, hoặc lý do không có.",
    "FJ040": "Số của cả năm đã đổi. “%(label)s” kỳ trước là %(before)s, kỳ này là %(value)s; chỉ đổi khi có văn bản "
    "mới.",
    "FJ041": "Số lũy kế giảm %(difference)s. “%(label)s” kỳ trước là %(before)s, kỳ này còn %(value)s.",
    "FJ042": "Số gốc đã đổi. “%(label)s” đã báo cáo %(before)s, nay ghi %(value)s; số gốc năm %(since)s không đổi.",
    "FJ043": "%(change)s so với kỳ trước. “%(label)s” kỳ trước là %(before)s, kỳ này là %(value)s.",
    "FJ044": "%(change)s so với cùng kỳ năm trước. “%(label)s” cùng kỳ là %(before)s, kỳ này là %(value)s.",
    "FJ060": "Chưa kiểm tra được “%(say)s”: còn thiếu %(cells)s.",
    # NT: templates of reports; lines count from 1 in a section.
    "NT001": "Dòng %(line)s: không đọc được “%(said)s”. Viết như {{ so('plan.tasks') }}.",
    "NT002": "Dòng %(line)s: không đọc được điều kiện “%(said)s”. Viết như {%% nếu plan.overdue > 0 %%} … {%% hết %%}.",
    "NT003": "Dòng %(line)s: dấu “%(sign)s” lẻ. Mở và đóng ngoặc cho đủ cặp.",
    "NT004": "Dòng %(line)s: “%(tag)s” thiếu phần mở hoặc phần kết. Mỗi “nếu” đi với một “hết”.",
    "NT005": "Phần này quá dài hoặc quá nhiều tầng điều kiện: nhiều nhất %(letters)s ký tự, %(depth)s tầng. Tách ra.",
    "NT010": "Mẫu không đọc được: sai cách viết ở dòng %(line)s. Sửa dòng này rồi thử lại.",
    "NT011": "Mẫu thiếu “%(name)s”, hoặc ghi không đúng. Bổ sung rồi thử lại.",
    "NT020": "Mã phần “%(key)s” dùng hai lần. Mỗi phần một mã.",
    "NT021": "Dòng %(line)s: không có danh sách “%(name)s”. Chọn một danh sách trong hướng dẫn.",
    "NT022": "Dòng %(line)s: không có tên hoặc hàm “%(name)s”. Xem các tên dùng được trong hướng dẫn.",
    "NT023": "Dòng %(line)s: hàm “%(name)s” ghi thừa hoặc thiếu thành phần trong ngoặc.",
    "NT024": "Dòng %(line)s: không so được với “%(name)s”. Dùng prev, yoy, yearend hoặc target.",
    "NT025": "Dòng %(line)s: chỉ tiêu %(key)s không chia theo “%(name)s”.",
    "NT026": "Dòng %(line)s: chỉ tiêu “%(key)s” không có trong biểu.",
    # IX: definitions of criteria sets.
    "IX001": "Tệp không đọc được: sai cách viết ở dòng %(line)s. Sửa dòng này rồi thử lại.",
    "IX002": "Tệp quá lớn hoặc lồng quá nhiều tầng cho một bộ tiêu chí. Kiểm tra lại tệp.",
    "IX003": "Thiếu “%(name)s”, hoặc ghi không đúng kiểu. Bổ sung rồi thử lại.",
    "IX004": "“%(name)s” ghi ở %(what)s không có trong danh mục. Chọn lại cho đúng.",
    "IX005": "Công thức không dùng được: %(said)s.",
    "IX006": "Không hiểu “%(name)s”. Có phải “%(near)s” không?",
    "IX007": "Không hiểu “%(name)s” ở đây. Sửa tên, hoặc bỏ phần này.",
    "IX008": "“%(name)s” phải lớn hơn 0. Ghi lại số điểm.",
    "IX009": "“%(name)s” ghi “%(text)s”, không phải một ngày. Viết như -1-12-31 (31/12 năm trước) hoặc 0-06-30.",
    "IX010": "Công thức ở “%(name)s” cho %(found)s, ở đây cần %(wanted)s. Sửa công thức hoặc cách chấm.",
    "IX011": "Lựa chọn đọc thành %(word)s. Đặt chữ yes, no, on, off trong ngoặc kép.",
    "IX012": "Các bậc ghi lẫn “from” và “to”. Càng nhiều càng tốt thì ghi “from”, càng ít càng tốt thì ghi “to”.",
    "IX013": "%(points)s điểm lẻ hơn %(digits)s chữ số sau dấu phẩy của bộ tiêu chí. Làm tròn, hoặc tăng “digits”.",
    "IX014": "Cách chấm theo lựa chọn cần ít nhất hai lựa chọn. Bổ sung, hoặc đổi thành có, không.",
    "IX015": "Lựa chọn “%(label)s” ghi hai lần. Sửa một lựa chọn.",
    "IX016": "Mức %(points)s điểm nằm ngoài khoảng từ 0 đến %(most)s điểm tối đa. Sửa mức này hoặc điểm tối đa.",
    "IX017": "Mức cao nhất chỉ được %(points)s, trong khi điểm tối đa là %(most)s. Sửa một trong hai.",
    "IX018": "Các bậc không theo thứ tự. Ghi bậc tốt nhất trước, mỗi bậc sau thấp hơn cả về giá trị và điểm.",
    "IX019": "Hai đầu của khoảng cùng là %(value)s nên không tính được điểm. Sửa “low” hoặc “high”.",
    "IX020": "Công thức nhắc “%(name)s”, không có trong biểu thống kê và sổ nhiệm vụ. Sửa tên chỉ tiêu.",
    "IX021": "Mã chỉ gồm chữ thường không dấu, số và dấu gạch, bắt đầu bằng chữ. Đặt lại mã.",
    "IX022": "Mã này dùng hai lần. Mỗi mã chỉ dùng cho một mục, kể cả mục của năm trước đã bỏ.",
    "IX023": "Mã gồm chữ thường không dấu, số, gạch dưới, ít nhất hai phần cách bằng dấu chấm: steering.plan.",
    "IX024": "Số thứ tự này dùng hai lần. Đánh lại số.",
    "IX025": "Số thứ tự này đứng sau %(before)s nhưng không lớn hơn. Đánh lại số, hoặc xếp lại thứ tự.",
    "IX026": "Các mục bên trong cộng lại được %(sum)s điểm, ở đây ghi %(most)s. Sửa một trong hai.",
    "IX027": "Các lĩnh vực cộng lại được %(sum)s điểm, cả bộ ghi %(most)s. Sửa một trong hai.",
    "IX028": "Mục này không thuộc lĩnh vực nào của kế hoạch nên không có cơ quan theo dõi lĩnh vực. "
    "Ghi “appraiser” là standing hoặc council.",
    "IX029": "“%(label)s”: hạn ban hành trước ngày đầu của khoảng thời gian tính minh chứng. Sửa hạn hoặc khoảng.",
    "IX030": "Khoảng thời gian tính minh chứng có ngày cuối trước ngày đầu. Sửa lại hai ngày.",
    "IX031": "Mục này tối đa %(points)s điểm, cao hơn mức chung %(most)s. Sửa một trong hai.",
    "IX032": "Các mức xếp loại phải giảm dần từ nhiều nhất 100 xuống 0. Xếp lại, mức cuối ghi 0.",
    "IX033": "Bộ của năm trước ghi cùng phiên bản %(version)s với bộ này. Ghi phiên bản của năm trước.",
    "IX034": "“%(name)s” không có trong bộ tiêu chí này. Sửa mã ở phần đối chiếu với năm trước.",
    "IX035": "Đối chiếu “%(name)s” ghi hai lần. Bỏ một dòng.",
    "IX036": "Đối chiếu “%(name)s”: tách hoặc gộp tiêu chí thì không còn là một. Ghi thêm same: false.",
    "IX037": "Phần đối chiếu ghi với phiên bản %(version)s, bộ năm trước là %(found)s. Chọn đúng bộ năm trước.",
    "IX038": "“%(name)s” không có trong bộ năm trước. Sửa mã ở phần đối chiếu.",
    "IX040": "“%(text)s” ở cột “%(column)s” không phải một số. Viết như 0,5.",
    "IX041": "“%(text)s” ở cột “%(column)s” không có trong danh mục. Chọn một trong các mục: %(words)s.",
    "IX042": "Không hiểu “%(text)s” ở cột “%(column)s”. Viết mỗi dòng như: %(example)s.",
    "IX043": "Dòng này không nằm trong mục nào. Thêm dòng lĩnh vực, tiêu chí ở trên nó.",
    # IA: the annex of a decision made into the draft of a criteria set.
    "IA001": "“%(evidence)s”: không hiểu hết cách chấm nên để chấm tay. Đọc lại và chọn kiểu chấm.",
    "IA002": "“%(evidence)s”: mức cao nhất %(points)s khác điểm tối đa %(most)s nên để chấm tay. Kiểm tra lại.",
    "IA003": "“%(evidence)s”: không tính đúng mức %(value)s, lấy từ %(taken)s. Xác nhận.",
    "IA004": "“%(evidence)s”: khoảng giữa %(value)s và %(other)s không có mức điểm. Kiểm tra lại các bậc.",
    "IA005": "“%(evidence)s”: hiểu là tính theo tỷ lệ, 0 %% được 0 và 100 %% được điểm tối đa. Xác nhận tử số, mẫu số.",
    "IA006": "“%(evidence)s”: điểm điều tra xã hội học. Ghi số phiếu ít nhất để kết quả có giá trị.",
    "IA010": "Không thấy bảng tiêu chí trong tệp. Kiểm tra tiêu đề bảng: STT, Tiêu chí, Điểm tối đa, Cách tính điểm.",
    "IA011": "“%(evidence)s” không ghi điểm tối đa nên bị bỏ ra. Ghi điểm rồi thêm lại, nếu đây là một tiêu chí.",
    "IA012": "Số thứ tự in trong phụ lục thiếu, trùng hoặc không theo thứ tự. Bộ tiêu chí tự đánh số lại.",
    "IA013": "“%(evidence)s” in %(most)s điểm, các mục bên trong cộng lại được %(sum)s. Kiểm tra lại điểm.",
    "IA014": "Phụ lục in tổng %(most)s điểm, các lĩnh vực cộng lại được %(sum)s. Kiểm tra lại điểm.",
    "IA015": "“%(evidence)s” không rõ thuộc lĩnh vực nào của kế hoạch; để cơ quan thường trực thẩm định. Chọn lại.",
    "IA016": "Phụ lục không có bảng xếp loại. Bảng xếp loại trong bản nháp là bảng thường dùng, cần kiểm tra.",
    "IA017": "“%(evidence)s” là một cấp thêm giữa lĩnh vực và tiêu chí; tên được ghép vào tiêu chí bên trong.",
    # SC: scoring: points that cannot be given, and the calculation of those that are proposed.
    "SC001": "Tiêu chí %(number)s: điểm không thể âm. Nhập từ 0 đến %(most)s.",
    "SC002": "Tiêu chí %(number)s: %(points)s vượt điểm tối đa %(most)s. Nhập từ 0 đến %(most)s.",
    "SC003": "Tiêu chí %(number)s: điểm %(points)s có quá %(digits)s chữ số sau dấu phẩy. Làm tròn rồi nhập lại.",
    "SC010": "Đúng: được %(points)s điểm.",
    "SC011": "Không đúng: 0 điểm.",
    "SC012": "%(option)s: được %(points)s điểm.",
    "SC013": "Điểm = (%(number)s − %(low)s) : (%(high)s − %(low)s) × %(most)s = %(points)s",
    "SC014": "Theo mức đạt được, %(value)s: được %(points)s điểm.",
    "SC015": "Điểm = %(counted)s × %(each)s, tối đa %(most)s: được %(points)s điểm.",
    "SC016": "Điểm = %(most)s − %(counted)s × %(each)s, thấp nhất 0: còn %(points)s điểm.",
    "SC017": "Công thức cho %(value)s điểm; trong khoảng 0 đến %(most)s: được %(points)s điểm.",
    "SC018": "Đạt mức cao nhất (%(high)s): được %(points)s điểm.",
    "SC019": "Chưa quá mức thấp nhất (%(low)s): 0 điểm.",
    "SC020": "Điều kiện: %(condition)s.",
    "SC021": "Số liệu: %(figures)s.",
    "SC022": "Áp dụng vì %(figures)s; áp dụng khi %(condition)s.",
    "SC023": "Không áp dụng vì %(figures)s; chỉ áp dụng khi %(condition)s.",
    # SC: proof beside a claim.
    "SC030": "Chưa rõ loại văn bản; yêu cầu %(types)s.",
    "SC031": "Đúng loại văn bản.",
    "SC032": "Sai loại: yêu cầu %(types)s, đây là %(type)s.",
    "SC033": "Chưa rõ cơ quan ban hành.",
    "SC034": "Đúng cơ quan ban hành.",
    "SC035": "Sai cơ quan ban hành: phải do chính cơ quan được chấm ban hành.",
    "SC036": "Sai cơ quan ban hành: phải do cơ quan cấp trên ban hành.",
    "SC037": "Chưa rõ ngày ban hành.",
    "SC038": "Trong kỳ đánh giá.",
    "SC039": "Ngoài kỳ đánh giá: ban hành ngày %(issued)s, kỳ từ %(first)s đến %(last)s.",
    "SC040": "Đúng hạn, hạn ngày %(due)s.",
    "SC041": "Muộn %(days)s ngày so với hạn %(due)s.",
    "SC042": "Đã dùng làm minh chứng của năm %(year)s.",
    "SC043": "Chữ ký số hợp lệ.",
    "SC044": "Chưa xác minh được chữ ký số; không trừ điểm.",
}
# The units of a term in Vietnamese.
UNITS = {
    "hour": "giờ",
    "working_day": "ngày làm việc",
    "day": "ngày",
    "week": "tuần",
    "month": "tháng",
    "quarter": "quý",
    "year": "năm",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule came to its result: a permanent code and what fills its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def explain(reasons: Iterable[Reason]) -> str:
    """Return the Vietnamese sentences of ``reasons``, in order, as one text.

    Raises:
        KeyError: a code has no sentence, or a parameter is missing (a programmer's error).
    """
    return " ".join(MESSAGES[reason.code] % _words(reason.params) for reason in reasons)


def message_of(finding: Finding) -> str:
    """Return the Vietnamese sentence of a finding of these rules.

    Raises:
        KeyError: the code has no sentence, or a parameter is missing (a programmer's error).
    """
    return MESSAGES[finding.code] % _words({"evidence": finding.evidence, **finding.params})


def _words(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _word(name, value) for name, value in params.items()}


def _word(name: str, value: object) -> object:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return UNITS.get(str(value), value) if name == "unit" else value
