"""The reader of DOCX: an archive of XML parts becomes paragraphs and tables."""
