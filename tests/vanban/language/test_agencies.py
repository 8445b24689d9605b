"""Cells that name bodies: what is split, what stays whole, of what kind it is."""

import pytest

from vanban.language.agencies import AgencyPhrase, read_agencies

A, G, R = "agency", "group", "related"

# One body or one class of bodies: the cell is one item, whole.
WHOLE = [
    ("Sở Nội vụ", A),
    ("sở nội vụ", A),
    ("Sở Nông nghiệp và Phát triển nông thôn", A),
    ("Sở Nông nghiệp và Môi trường", A),
    ("Sở Văn hóa, Thể thao và Du lịch", A),
    ("Sở Văn hoá, Thể thao & Du lịch", A),
    ("Sở Lao động - Thương binh và Xã hội", A),
    ("Sở TN&MT", A),
    ("Sở LĐ-TB&XH", A),
    ("Phòng Lao động, Thương binh và Xã hội", A),
    ("Phòng Tài chính - Kế hoạch", A),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", A),
    ("Phòng Văn hóa - Xã hội", A),
    ("Phòng Công chức, viên chức", A),
    ("Phòng Cán bộ, công chức, viên chức", A),
    ("phòng Kinh tế và Hạ tầng", A),
    ("Phòng Giáo dục & Đào tạo", A),
    ("Văn phòng HĐND và UBND", A),
    ("Văn phòng HĐND-UBND huyện", A),
    ("Văn phòng HĐND - UBND xã", A),
    ("- Văn phòng HĐND - UBND xã", A),
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", A),
    ("Văn phòng Đảng ủy, HĐND và UBND xã", A),
    ("VP UBND tỉnh", A),
    ("TT. PVHCC tỉnh", A),
    ("Trung tâm Phục vụ hành chính công tỉnh", A),
    ("Trung tâm Phục vụ hành chính công cấp tỉnh", A),
    ("Trung tâm Phục vụ hành chính công cấp xã", G),
    ("Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch huyện", A),
    ("Trung tâm Kiểm soát bệnh tật tỉnh", A),
    ("Trung tâm Giám sát, điều hành thông minh tỉnh Sông Mây", A),
    ("Chi cục Văn thư - Lưu trữ", A),
    ("Ban Quản lý các khu công nghiệp tỉnh", A),
    ("Ban Quản lý dự án đầu tư xây dựng huyện", A),
    ("Ban Chỉ đạo cải cách hành chính tỉnh", A),
    ("Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở", A),
    ("Bộ Chỉ huy quân sự tỉnh", A),
    ("Thanh tra tỉnh", A),
    ("Công an xã", A),
    ("Công an các xã, phường", G),
    ("Đài Phát thanh và Truyền hình tỉnh", A),
    ("Đài Phát thanh - Truyền hình Sông Mây", A),
    ("Báo Sông Mây", A),
    ("Bưu điện tỉnh", A),
    ("Viễn thông Sông Mây", A),
    ("VNPT Sông Mây", A),
    ("Công ty Điện lực Sông Mây", A),
    ("Trường Chính trị tỉnh", A),
    ("Trường Cao đẳng Y tế Sông Mây", A),
    ("Trường THPT, THCS trên địa bàn", G),
    ("Các trường mầm non, tiểu học và trung học cơ sở", G),
    ("Bệnh viện Đa khoa tỉnh", A),
    ("Trạm Y tế các xã, phường", G),
    ("Tỉnh đoàn", A),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", A),
    ("Hội Liên hiệp Phụ nữ tỉnh", A),
    ("Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh", A),
    ("Liên đoàn Lao động tỉnh", A),
    ("Ủy ban MTTQ Việt Nam tỉnh", A),
    ("Uỷ ban Mặt trận Tổ quốc Việt Nam xã", A),
    ("Đảng uỷ xã", A),
    ("Văn phòng Huyện ủy", A),
    ("Ban Tổ chức Tỉnh ủy", A),
    ("Cơ quan Ủy ban Kiểm tra - Thanh tra huyện", A),
    ("Cơ quan Thường trực Ban Chỉ đạo", A),
    ("Chủ tịch UBND tỉnh", A),
    ("Chủ tịch UBND cấp xã", G),
    ("Chủ tịch UBND các xã, phường, đặc khu", G),
    ("Chủ tịch, các Phó Chủ tịch UBND tỉnh", G),
    ("Giám đốc Sở Nội vụ", A),
    ("Thủ trưởng các cơ quan", G),
    ("Thủ trưởng các sở, ban, ngành", G),
    ("Thủ trưởng cơ quan, đơn vị", G),
    ("Người đứng đầu các cơ quan, đơn vị", G),
    ("UBND tỉnh", A),
    ("UBND xã Tân Mây", A),
    ("UBND cấp xã", G),
    ("UBND các cấp", G),
    ("UBND cấp huyện, cấp xã", G),
    ("UBND cấp huyện và cấp xã", G),
    ("UBND các huyện, thị xã, thành phố", G),
    ("UBND các xã, phường, đặc khu", G),
    ("UBND các xã, các phường", G),
    ("UBND huyện, thị xã, thành phố", G),
    ("Ủy ban nhân dân các xã, phường, thị trấn", G),
    ("HĐND và UBND các xã, phường", G),
    ("Đảng ủy, HĐND, UBND cấp xã", G),
    ("Bộ phận Tiếp nhận và Trả kết quả cấp xã", G),
    ("Bộ phận Một cửa các cấp", G),
    ("Phòng Nội vụ các huyện, thị xã", G),
    ("Đài truyền thanh các xã, phường", G),
    ("Các sở, ban, ngành", G),
    ("Các sở, ban ngành cấp tỉnh", G),
    ("các sở ban, ngành cấp tỉnh", G),
    ("Sở, ban, ngành, địa phương", G),
    ("Các sở, ban, ngành và địa phương", G),
    ("Các phòng, ban, ngành, đơn vị cấp huyện", G),
    ("Các phòng chuyên môn, đơn vị cấp huyện", G),
    ("Các cơ quan, đơn vị, địa phương", G),
    ("Các cơ quan, đơn vị sự nghiệp trực thuộc UBND xã", G),
    ("Các cơ quan được giao chủ trì nhiệm vụ", G),
    ("Các cơ quan, đơn vị được giao chủ trì thực hiện nhiệm vụ", G),
    ("Các cơ quan Trung ương đóng trên địa bàn tỉnh", G),
    ("Các đơn vị sự nghiệp công lập", G),
    ("Cơ quan chuyên môn thuộc UBND tỉnh", G),
    ("Đơn vị viễn thông", G),
    ("Doanh nghiệp bưu chính, viễn thông", G),
    ("Các doanh nghiệp", G),
    ("Tổ công nghệ số cộng đồng", A),
    ("Công chức Văn phòng - Thống kê", A),
    ("Các thôn, tổ dân phố", G),
    ("Các trường học, trạm y tế trên địa bàn xã", G),
    ("Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", G),
    ("Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh", A),
    ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh", A),
    ("Trung tâm Phục vụ hành chính công tỉnh và cấp xã", G),
    ("Báo và Phát thanh, Truyền hình Sông Mây", A),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", A),
    ("Các thành viên Ban Chỉ đạo CCHC tỉnh", G),
    ("Công chức phụ trách CCHC", G),
    ("Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công; Phòng Kiểm soát TTHC)", A),
    ("Cả hệ thống chính trị", G),
    ("Các cơ quan liên quan", R),
    ("Cơ quan, đơn vị có liên quan", R),
    ("Các sở, ban, ngành, đơn vị liên quan", R),
    ("Các tổ chức, cá nhân có liên quan", R),
    ("UBND các xã liên quan", R),
    ("Các cơ quan, đơn vị khác", R),
]

# Cells that name several.
LISTS = [
    ("Sở Nội vụ, Sở Tài chính", [("Sở Nội vụ", A), ("Sở Tài chính", A)]),
    ("Sở Nội vụ và Sở Tài chính", [("Sở Nội vụ", A), ("Sở Tài chính", A)]),
    ("Sở Nội vụ & Sở Tài chính", [("Sở Nội vụ", A), ("Sở Tài chính", A)]),
    ("Sở Nội vụ/Sở Tài chính", [("Sở Nội vụ", A), ("Sở Tài chính", A)]),
    (
        "Sở Khoa học và Công nghệ và các cơ quan liên quan",
        [("Sở Khoa học và Công nghệ", A), ("các cơ quan liên quan", R)],
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế, UBND cấp xã",
        [("Sở Văn hóa, Thể thao và Du lịch", A), ("Sở Y tế", A), ("UBND cấp xã", G)],
    ),
    (
        "phòng Kinh tế và Hạ tầng, phòng Tài nguyên và Môi trường",
        [("phòng Kinh tế và Hạ tầng", A), ("phòng Tài nguyên và Môi trường", A)],
    ),
    (
        "Công an tỉnh, Kho bạc Nhà nước tỉnh và Bộ Chỉ huy quân sự tỉnh",
        [("Công an tỉnh", A), ("Kho bạc Nhà nước tỉnh", A), ("Bộ Chỉ huy quân sự tỉnh", A)],
    ),
    ("UBND cấp huyện, UBND cấp xã", [("UBND cấp huyện", G), ("UBND cấp xã", G)]),
    ("Các sở, ban, ngành, UBND cấp huyện", [("Các sở, ban, ngành", G), ("UBND cấp huyện", G)]),
    ("Các sở, ngành và UBND các xã, phường", [("Các sở, ngành", G), ("UBND các xã, phường", G)]),
    (
        "Các sở, ban, ngành, đơn vị sự nghiệp công lập thuộc UBND tỉnh",
        [("Các sở, ban, ngành", G), ("đơn vị sự nghiệp công lập thuộc UBND tỉnh", G)],
    ),
    (
        "Các sở, cơ quan ngang sở và UBND các huyện, thị xã, thành phố",
        [("Các sở, cơ quan ngang sở", G), ("UBND các huyện, thị xã, thành phố", G)],
    ),
    ("Các phòng, ban, các đơn vị sự nghiệp", [("Các phòng, ban", G), ("các đơn vị sự nghiệp", G)]),
    ("Các sở, ban, ngành; các xã, phường", [("Các sở, ban, ngành", G), ("các xã, phường", G)]),
    ("Các cơ quan, đơn vị và các xã, thị trấn", [("Các cơ quan, đơn vị", G), ("các xã, thị trấn", G)]),
    ("Văn phòng UBND tỉnh và UBND các xã, phường", [("Văn phòng UBND tỉnh", A), ("UBND các xã, phường", G)]),
    ("Văn phòng HĐND và UBND huyện, Phòng Nội vụ", [("Văn phòng HĐND và UBND huyện", A), ("Phòng Nội vụ", A)]),
    (
        "Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã, phường",
        [("Thủ trưởng các sở, ban, ngành", G), ("Chủ tịch UBND các xã, phường", G)],
    ),
    (
        "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội",
        [("Ủy ban MTTQ Việt Nam tỉnh", A), ("các tổ chức chính trị - xã hội", G)],
    ),
    ("Sở Nội vụ, cơ quan liên quan", [("Sở Nội vụ", A), ("cơ quan liên quan", R)]),
    (
        "Cơ quan quản lý cấp trên của đơn vị, cơ quan tài chính cùng cấp",
        [("Cơ quan quản lý cấp trên của đơn vị", G), ("cơ quan tài chính cùng cấp", G)],
    ),
    (
        "Sở Tài chính, Phòng Tài chính - Kế hoạch các huyện",
        [("Sở Tài chính", A), ("Phòng Tài chính - Kế hoạch các huyện", G)],
    ),
    ("- Sở Nội vụ;\n- UBND cấp xã.", [("Sở Nội vụ", A), ("UBND cấp xã", G)]),
    ("- Sở Nội vụ - Cơ quan, đơn vị có liên quan", [("Sở Nội vụ", A), ("Cơ quan, đơn vị có liên quan", R)]),
    (
        "- Các phòng, ban cấp huyện;- UBND cấp xã;- Công an huyện",
        [("Các phòng, ban cấp huyện", G), ("UBND cấp xã", G), ("Công an huyện", A)],
    ),
    ("- Phòng Tài chính - Kế hoạch - UBND cấp xã", [("Phòng Tài chính - Kế hoạch", A), ("UBND cấp xã", G)]),
    ("+ Sở Nội vụ\n+ Sở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("• Sở Nội vụ\n• Sở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("1. Sở Nội vụ\n2. Sở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("1. Sở Nội vụ 2. Sở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("a) Sở Nội vụ\nb) Sở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("Sở Nội vụ\nSở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("Sở Nội vụ,\nSở Y tế", [("Sở Nội vụ", A), ("Sở Y tế", A)]),
    ("Sở Tài nguyên và\nMôi trường", [("Sở Tài nguyên và Môi trường", A)]),
    ("Sở Giáo\ndục và Đào tạo", [("Sở Giáo dục và Đào tạo", A)]),
    ("- Văn phòng HĐND và\nUBND huyện\n- Phòng Nội vụ", [("Văn phòng HĐND và UBND huyện", A), ("Phòng Nội vụ", A)]),
    ("Các sở, ban, ngành cấp tỉnh. UBND cấp xã.", [("Các sở, ban, ngành cấp tỉnh", G), ("UBND cấp xã", G)]),
    ("UBND TP. Mây Trắng; Sở Nội vụ", [("UBND TP. Mây Trắng", A), ("Sở Nội vụ", A)]),
    ("Sở Nội vụ (Chi cục Văn thư, Lưu trữ), Sở Y tế", [("Sở Nội vụ (Chi cục Văn thư, Lưu trữ)", A), ("Sở Y tế", A)]),
    (
        "Các ban xây dựng Đảng, Văn phòng Đảng ủy, Ủy ban MTTQ Việt Nam xã",
        [("Các ban xây dựng Đảng", G), ("Văn phòng Đảng ủy", A), ("Ủy ban MTTQ Việt Nam xã", A)],
    ),
    ("Các phòng, Thanh tra, Văn phòng Sở", [("Các phòng", G), ("Thanh tra", A), ("Văn phòng Sở", A)]),
    ("Sở Nội vụ;Sở Tư pháp;", [("Sở Nội vụ", A), ("Sở Tư pháp", A)]),
    ("Sở Nội vụ.Sở Tư pháp", [("Sở Nội vụ", A), ("Sở Tư pháp", A)]),
    ("-Sở Nội vụ-Sở Tư pháp", [("Sở Nội vụ", A), ("Sở Tư pháp", A)]),
    ("Các sở,ban,ngành;UBND cấp xã", [("Các sở,ban,ngành", G), ("UBND cấp xã", G)]),
    ("Bộ Nội vụ, các bộ, ngành Trung ương", [("Bộ Nội vụ", A), ("các bộ, ngành Trung ương", G)]),
    ("Thường trực HĐND tỉnh, các Ban của HĐND tỉnh", [("Thường trực HĐND tỉnh", A), ("các Ban của HĐND tỉnh", G)]),
    ("Đảng ủy xã, Công an xã, Trạm Y tế xã", [("Đảng ủy xã", A), ("Công an xã", A), ("Trạm Y tế xã", A)]),
    (
        "Viettel Sông Mây, VNPT Sông Mây, Điện lực Sông Mây",
        [("Viettel Sông Mây", A), ("VNPT Sông Mây", A), ("Điện lực Sông Mây", A)],
    ),
]

# What is said of a body beside its name.
ROLES = [
    (
        "Văn phòng UBND tỉnh: hướng dẫn các cơ quan, đơn vị.",
        [("Văn phòng UBND tỉnh", A, "hướng dẫn các cơ quan, đơn vị")],
    ),
    ("Sở Nội vụ: tổng hợp", [("Sở Nội vụ", A, "tổng hợp")]),
    ("Các sở, ngành, UBND cấp xã: rà soát", [("Các sở, ngành", G, "rà soát"), ("UBND cấp xã", G, "rà soát")]),
    (
        "Sở Xây dựng theo dõi cấp huyện; UBND cấp huyện theo dõi cấp xã",
        [("Sở Xây dựng", A, "theo dõi cấp huyện"), ("UBND cấp huyện", G, "theo dõi cấp xã")],
    ),
    ("Sở Nội vụ chủ trì, Sở Tài chính phối hợp", [("Sở Nội vụ", A, "chủ trì"), ("Sở Tài chính", A, "phối hợp")]),
    ("Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)", [("Sở Nội vụ", A, "chủ trì"), ("Sở Tài chính", A, "phối hợp")]),
    ("Sở Nội vụ tổng hợp, báo cáo", [("Sở Nội vụ", A, "tổng hợp, báo cáo")]),
    ("Sở Nội vụ chủ trì, phối hợp với các sở, ngành", [("Sở Nội vụ", A, "chủ trì, phối hợp với các sở, ngành")]),
    (
        "Sở Nội vụ hướng dẫn các sở, ngành, UBND cấp xã thực hiện",
        [("Sở Nội vụ", A, "hướng dẫn các sở, ngành, UBND cấp xã thực hiện")],
    ),
    (
        "Cơ quan thẩm định: Sở Nội vụ, Sở Tư pháp\n- Sở Tài chính",
        [("Sở Nội vụ", A, "Cơ quan thẩm định"), ("Sở Tư pháp", A, "Cơ quan thẩm định"), ("Sở Tài chính", A, None)],
    ),
    (
        "Cơ quan tự đánh giá:\n- Các sở, ban, ngành;\n- UBND cấp xã.",
        [("Các sở, ban, ngành", G, "Cơ quan tự đánh giá"), ("UBND cấp xã", G, "Cơ quan tự đánh giá")],
    ),
    ("Chủ trì: Sở Nội vụ\nPhối hợp: Sở Y tế", [("Sở Nội vụ", A, "Chủ trì"), ("Sở Y tế", A, "Phối hợp")]),
    ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", [("Ủy ban MTTQ Việt Nam tỉnh", A, "Đề nghị")]),
    ("Sở Nội vụ (cơ quan thường trực)", [("Sở Nội vụ", A, "cơ quan thường trực")]),
    ("Sở Nội vụ - Cơ quan thường trực CCHC", [("Sở Nội vụ", A, "Cơ quan thường trực CCHC")]),
    ("Giao Sở Nội vụ chủ trì", [("Sở Nội vụ", A, "Giao chủ trì")]),
    ("Cấp tỉnh: Sở Nội vụ; cấp xã: UBND cấp xã", [("Sở Nội vụ", A, "Cấp tỉnh"), ("UBND cấp xã", G, "cấp xã")]),
    (
        "Sở Nội vụ phối hợp Sở Tài chính, các cơ quan liên quan",
        [("Sở Nội vụ", A, "phối hợp Sở Tài chính, các cơ quan liên quan")],
    ),
    (
        "Các cơ quan, đơn vị liên quan phối hợp thực hiện",
        [("Các cơ quan, đơn vị liên quan", R, "phối hợp thực hiện")],
    ),
    ("Cơ quan thẩm định: Sở Nội vụ chủ trì", [("Sở Nội vụ", A, "Cơ quan thẩm định: chủ trì")]),
    ("Sở Nội vụ: theo dõi; đôn đốc; tổng hợp", [("Sở Nội vụ", A, "theo dõi; đôn đốc; tổng hợp")]),
    (
        "- Hội thảo: Sở Nội vụ; các sở, ngành. Sở Nội vụ lập dự toán\n- Hội thi: UBND cấp xã",
        [
            ("Sở Nội vụ", A, "Hội thảo"),
            ("các sở, ngành", G, "Hội thảo"),
            ("Sở Nội vụ", A, "lập dự toán"),
            ("UBND cấp xã", G, "Hội thi"),
        ],
    ),
]

# Shortened lists: one class with the names that it holds.
MEMBERS = [
    ("UBND các huyện: Mây Hạ, Mây Thượng, Suối Bạc", ("Mây Hạ", "Mây Thượng", "Suối Bạc")),
    ("Các Sở: Nội vụ, Tài chính, Tư pháp", ("Nội vụ", "Tài chính", "Tư pháp")),
    ("Các sở Nội vụ, Tài chính và Tư pháp", ("Nội vụ", "Tài chính", "Tư pháp")),
    ("Sở Nội vụ, Tài chính, Khoa học và Công nghệ", ("Nội vụ", "Tài chính", "Khoa học và Công nghệ")),
    ("Các Sở: Nội vụ; Tài chính; Tư pháp", ("Nội vụ", "Tài chính", "Tư pháp")),
    ("UBND xã Tân Mây, xã Phú Mây, thị trấn Mây", ("xã Tân Mây", "xã Phú Mây", "thị trấn Mây")),
    ("UBND các xã Tân Mây, Phú Mây", ("Tân Mây", "Phú Mây")),
    ("Công an các xã Tân Mây và Phú Mây", ("Tân Mây", "Phú Mây")),
]


def texts(cell: str) -> list[tuple[str, str]]:
    return [(phrase.text, phrase.kind) for phrase in read_agencies(cell)]


@pytest.mark.parametrize(("cell", "kind"), WHOLE)
def test_one_body_or_class_stays_whole(cell: str, kind: str) -> None:
    assert texts(cell) == [(cell.removeprefix("- "), kind)]


@pytest.mark.parametrize(("cell", "expected"), LISTS)
def test_a_list_is_split_into_its_bodies(cell: str, expected: list[tuple[str, str]]) -> None:
    assert texts(cell) == expected


@pytest.mark.parametrize(("cell", "expected"), ROLES)
def test_a_role_is_kept_beside_the_name(cell: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(phrase.text, phrase.kind, phrase.role) for phrase in read_agencies(cell)] == expected


@pytest.mark.parametrize(("cell", "members"), MEMBERS)
def test_a_shortened_list_is_one_class_with_members(cell: str, members: tuple[str, ...]) -> None:
    [phrase] = read_agencies(cell)
    assert (phrase.kind, phrase.members) == ("group", members)


def test_the_last_of_a_shortened_list_may_be_a_body_of_its_own() -> None:
    assert texts("Các Sở: Nội vụ, Tài chính, Văn phòng UBND tỉnh") == [
        ("Các Sở: Nội vụ, Tài chính", "group"),
        ("Văn phòng UBND tỉnh", "agency"),
    ]


def test_json_has_role_and_members_only_where_there_are_any() -> None:
    assert AgencyPhrase("Sở Nội vụ", "agency").to_json() == {"text": "Sở Nội vụ", "kind": "agency"}
    [phrase] = read_agencies("UBND các huyện: Mây Hạ, Suối Bạc")
    assert phrase.to_json()["members"] == ["Mây Hạ", "Suối Bạc"]
    [phrase] = read_agencies("Sở Nội vụ: tổng hợp")
    assert phrase.to_json() == {"text": "Sở Nội vụ", "kind": "agency", "role": "tổng hợp"}


@pytest.mark.parametrize("cell", ["", "  \n ", "-", "- \n- ", "…", "//", "Không"])
def test_an_empty_cell_names_nobody(cell: str) -> None:
    assert read_agencies(cell) == ()
