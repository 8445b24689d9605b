"""Reports as papers: DOCX, PDF, XLSX."""
