"""What documents share: the parts of Word, OpenDocument, RTF and PDF, and the text they become."""
