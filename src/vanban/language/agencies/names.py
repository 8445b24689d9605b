"""The words that bodies of Viet Nam are called by, 2016 to 2026: data, in groups, without any place.

Every word stands in lower case with the tone on the first vowel (``ủy``, ``hóa``); ``matching`` compares in that form.
Kept for the whole country and for both shapes of local government (three tiers until 30 June 2025, two tiers after),
because plans of earlier years are read too.
Source: Luật Tổ chức chính quyền địa phương 2015 and 2025, Nghị định 24/2014, 37/2014, 150/2025 on departments.
"""

__all__ = [
    "BODY_HEADS",
    "BODY_MARKS",
    "CAPITAL_HEADS",
    "CLASS_NOUNS",
    "COMMITTEES",
    "DEPARTMENTS",
    "FIELDS",
    "LEVELS",
    "LIGHT_MODIFIERS",
    "NAMED_NOUNS",
    "NO_NAMES",
    "PLURALS",
    "RELATIONS",
    "ROLE_VERBS",
    "SCHOOLS",
    "SHARING",
    "STANDING_ROLES",
    "TITLES",
]

# Words that open the name of a body wherever they stand after a comma or "và".
BODY_HEADS = (
    # Elected bodies and their offices
    "ubnd", "ủy ban", "hđnd", "hội đồng", "văn phòng", "chính phủ", "thủ tướng", "quốc hội", "ủy ban thường vụ",
    "thường trực", "đoàn đbqh", "đoàn đại biểu quốc hội", "hội đồng nhân dân",
    # The Party and the Front
    "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy", "đảng bộ", "chi bộ", "ban thường vụ",
    "ban chấp hành", "ban tuyên giáo", "ban dân vận", "ban nội chính", "ban xây dựng đảng", "ban tổ chức", "mặt trận",
    "mttq", "ubmttq", "ubmttqvn", "liên đoàn", "liên minh", "liên hiệp", "đoàn thanh niên", "đoàn tncs", "tỉnh đoàn",
    "thành đoàn", "huyện đoàn", "thị đoàn", "quận đoàn", "đoàn thanh niên cộng sản", "hội liên hiệp", "hội nông dân",
    "hội cựu chiến binh", "hội phụ nữ", "hội lhpn", "hội ccb", "hội nd", "hội chữ thập đỏ", "hội người cao tuổi",
    "lđlđ", "hiệp hội",
    # Order, justice, finance, statistics
    "công an", "bộ chỉ huy", "bộ chqs", "bộ tư lệnh", "bộ đội biên phòng", "ban chỉ huy", "ban chqs", "thanh tra",
    "tòa án", "tand", "viện kiểm sát", "vksnd", "thi hành án", "cục thi hành án", "kiểm toán", "kho bạc", "kbnn",
    "bảo hiểm xã hội", "bhxh", "ngân hàng", "quản lý thị trường",
    # Units of the state, press, posts
    "trung tâm", "chi cục", "tổng cục", "chi nhánh", "ban quản lý", "bql", "ban chỉ đạo", "bcđ", "ban chỉ đạo",
    "ban dân tộc", "ban tôn giáo", "ban tiếp công dân", "học viện", "viện nghiên cứu", "thư viện", "bảo tàng",
    "nhà văn hóa", "nhà thiếu nhi", "nhà khách", "hạt kiểm lâm", "hạt quản lý", "trạm y tế", "trạm khuyến nông",
    "đài phát thanh", "đài truyền thanh", "đài truyền hình", "đài ptth", "đài pt-th", "đài pt", "báo và",
    "cổng thông tin", "cổng ttđt", "vnpt", "viettel", "mobifone", "tập đoàn", "tổng công ty", "công ty", "bộ phận",
    "tổ công tác", "tổ công nghệ", "tổ giúp việc", "tổ chuyên gia", "tổ đề án", "tổ đại biểu", "tổ thẩm định",
    "tổ thư ký", "cấp ủy", "bệnh viện đa khoa", "ubkt", "quỹ",
)  # fmt: skip

# Common words that are the name of a body only when they begin with a capital: "Bưu điện tỉnh", not "bưu điện".
CAPITAL_HEADS = (
    "bưu điện", "điện lực", "viễn thông", "thuế", "hải quan", "thống kê", "quân sự", "báo chí", "công đoàn", "vận tải",
    "kiểm lâm", "thú y", "đăng kiểm", "lãnh đạo",
)  # fmt: skip

# Departments: the name of a body when a capital or a known field follows: "Sở Nội vụ", "phòng tư pháp".
DEPARTMENTS = ("sở", "phòng", "ban", "bộ", "cục", "vụ", "viện")

# Nouns that are the name of a body only when a capital follows: "Trường Chính trị", "Cơ quan Thường trực".
NAMED_NOUNS = (
    "trường", "bệnh viện", "hội", "đoàn", "đài", "báo", "tạp chí", "tổ", "đội", "trạm", "hạt", "khoa", "cơ quan",
    "đơn vị", "khối", "nhà", "hợp tác xã", "doanh nghiệp", "xí nghiệp", "ngành", "công chức", "cán bộ", "trung đoàn",
    "đồn",
)  # fmt: skip

# Capitals that name no body after such a noun: "các cơ quan Trung ương", "cơ quan Đảng".
NO_NAMES = ("trung ương", "tw", "đảng", "nhà nước", "hành chính", "mặt trận", "đoàn thể", "chủ trì", "phối hợp")

# Nouns that name a class of bodies; in a list they share what follows the last of them.
CLASS_NOUNS = (
    "sở", "ban", "ngành", "phòng", "đơn vị", "cơ quan", "địa phương", "tổ chức", "đoàn thể", "hội", "hội đoàn thể",
    "bộ", "cục", "vụ", "viện", "trường học", "trường", "bệnh viện", "doanh nghiệp", "cá nhân", "cán bộ", "công chức",
    "viên chức", "người lao động", "tổ", "đội", "hiệp hội", "hệ thống chính trị", "lĩnh vực", "cấp", "khối", "đoàn",
    "đảng viên", "chủ đầu tư", "nhà thầu", "nhà đầu tư", "người dân", "hợp tác xã", "cơ sở", "thành viên",
    "chính quyền", "đài", "trạm", "chi hội", "mặt trận", "báo đài",
)  # fmt: skip

# Nouns for the levels of territory.
LEVELS = (
    "tỉnh", "thành phố", "tp", "huyện", "thị xã", "tx", "quận", "xã", "phường", "thị trấn", "đặc khu", "thôn", "xóm",
    "bản", "làng", "ấp", "khu phố", "tổ dân phố", "khóm", "buôn", "khu dân cư", "cấp tỉnh", "cấp huyện", "cấp xã",
    "cấp cơ sở", "địa bàn",
)  # fmt: skip

# Words before a noun that make it many.
PLURALS = (
    "các", "những", "mọi", "toàn thể", "toàn bộ", "tất cả các", "tất cả", "một số", "từng", "mỗi", "cả",
)  # fmt: skip

# What may follow the last noun of a list of classes and belongs to all of them: "các phòng, ban, đơn vị cấp huyện".
RELATIONS = (
    "cấp", "các cấp", "thuộc", "trực thuộc", "có", "liên quan", "trên", "được", "trực tiếp", "của", "tại", "ở", "đóng",
    "tham gia", "khác", "ngang", "trung ương", "địa phương", "tỉnh", "huyện", "xã", "thành phố", "trong", "ngoài",
    "chủ trì", "phối hợp", "thực hiện", "chuyên môn", "nghiệp vụ", "phụ trách", "quản lý", "theo", "nhà nước", "cùng",
    "nêu", "vũ trang", "ngành", "đơn vị", "hội", "ngành dọc", "bộ", "trực", "sử dụng", "đầu mối", "chức năng",
    "đoàn thể", "toàn",
)  # fmt: skip

# Light words after a class noun that leave a list of classes open: "các phòng chuyên môn, đơn vị cấp huyện".
LIGHT_MODIFIERS = ("chuyên môn", "nghiệp vụ", "đảng", "nhà nước", "hành chính nhà nước", "ngang sở", "ngang bộ")

# Bodies and posts that, standing without a place, share the place of the next: "HĐND và UBND huyện".
SHARING = (
    "hđnd", "ubnd", "hội đồng nhân dân", "ủy ban nhân dân", "đảng ủy", "đoàn đbqh", "đoàn đại biểu quốc hội",
    "ủy ban kiểm tra", "ubkt", "mttq", "ubmttq", "cấp ủy", "chính quyền", "mặt trận",
)  # fmt: skip

# Posts; what follows says of which body.
TITLES = (
    "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư", "thủ trưởng", "phó thủ trưởng", "người đứng đầu", "giám đốc",
    "phó giám đốc", "trưởng", "phó trưởng", "trưởng phòng", "trưởng ban", "phó trưởng phòng", "chánh văn phòng",
    "phó chánh văn phòng", "chánh thanh tra", "hiệu trưởng", "lãnh đạo", "tổng giám đốc", "chánh án", "viện trưởng",
    "cục trưởng", "chi cục trưởng", "bộ trưởng", "đồng chí", "trưởng các", "tổ trưởng", "trưởng thôn", "tổng biên tập",
)  # fmt: skip

# Committees are named after what they do, so a verb inside their name is rarely a role.
COMMITTEES = ("ban chỉ đạo", "bcđ", "hội đồng", "tổ", "quỹ", "ban quản lý", "bql", "ban tổ chức", "ban", "bộ phận")

# Verbs that open what a body is to do, after its name: "Sở Xây dựng theo dõi cấp huyện".
ROLE_VERBS = (
    "chủ trì", "phối hợp", "theo dõi", "tổng hợp", "hướng dẫn", "đôn đốc", "kiểm tra", "tham mưu", "báo cáo",
    "thẩm định", "lập dự toán", "lập danh sách", "lập kế hoạch", "lập báo cáo", "lập hồ sơ", "rà soát", "trình",
    "chịu trách nhiệm", "có trách nhiệm", "triển khai", "thực hiện", "phụ trách", "đánh giá", "gửi", "cung cấp",
    "công bố", "cập nhật", "làm đầu mối", "là đầu mối", "là cơ quan", "giúp", "đề xuất", "xác nhận", "giám sát",
    "ban hành", "chỉ đạo", "tổ chức thực hiện", "tổ chức triển khai",
)  # fmt: skip

# Standing parts of a body in a task, named in brackets or after a dash: "Sở Nội vụ (cơ quan thường trực)".
STANDING_ROLES = (
    "cơ quan thường trực", "cơ quan chủ trì", "cơ quan phối hợp", "cơ quan đầu mối", "đầu mối", "thường trực",
)  # fmt: skip

# Kinds of school: "trường" with these alone is a class, not a name.
SCHOOLS = (
    "mầm non", "tiểu học", "thcs", "thpt", "học", "phổ thông", "đại học", "cao đẳng", "trung học", "nghề", "công lập",
)  # fmt: skip

# Fields of departments (sở, phòng, ban, bộ); separators inside a name are written as spaces.
FIELDS = (
    "nội vụ", "tài chính", "tài chính kế hoạch", "kế hoạch đầu tư", "kế hoạch và đầu tư", "tư pháp", "tư pháp hộ tịch",
    "y tế", "xây dựng", "giao thông vận tải", "giao thông vận tải xây dựng", "giao thông công chánh", "công thương",
    "nông nghiệp", "nông nghiệp phát triển nông thôn", "nông nghiệp môi trường", "tài nguyên môi trường",
    "lao động thương binh xã hội", "lao động tb xh", "lđ tb xh", "lđtbxh", "lđtb xh", "giáo dục đào tạo", "gd đt",
    "gdđt", "khoa học công nghệ", "kh cn", "khcn", "thông tin truyền thông", "tt tt", "tttt", "văn hóa thể thao",
    "văn hóa thể thao du lịch", "vhttdl", "vh tt dl", "vhtt", "du lịch", "văn hóa thông tin", "văn hóa xã hội",
    "văn hóa khoa học thông tin", "ngoại vụ", "dân tộc", "dân tộc tôn giáo", "tôn giáo", "quy hoạch kiến trúc",
    "kinh tế", "kinh tế hạ tầng", "kinh tế hạ tầng đô thị", "quản lý đô thị", "tổ chức hành chính", "tổ chức cán bộ",
    "tổ chức biên chế", "tổ chức biên chế và tổ chức phi chính phủ", "xây dựng chính quyền",
    "kế hoạch tài chính", "hành chính tổng hợp", "hành chính quản trị", "tổng hợp", "pháp chế", "cải cách hành chính",
    "tn mt", "tnmt", "nn ptnt", "nnptnt", "nn mt", "nnmt", "kh đt", "khđt", "gtvt", "ct", "tp", "tc", "xd", "nv", "yt",
    "đảm bảo chất lượng", "một cửa", "nội chính", "khoa giáo", "văn thư lưu trữ", "bưu chính viễn thông",
    "công nghệ thông tin",
)  # fmt: skip

# Words anywhere in a phrase that make it a class of bodies.
BODY_MARKS = ("cấp huyện", "cấp xã", "cấp cơ sở", "các cấp", "cùng cấp", "hai cấp", "cấp trên", "cấp dưới")
