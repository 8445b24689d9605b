"""Scans: pages of pictures become paragraphs and tables.

``picture_of_page`` or ``pictures_of_file`` give a page's picture, ``read_page`` what stands on it, ``join_pages`` the
document. Pages are read one at a time, so that a long paper needs no more memory than a short one.
"""
