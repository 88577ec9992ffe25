"""What leaves the site for other programs: BibTeX, RIS, CSL-JSON, JSON, Markdown."""
