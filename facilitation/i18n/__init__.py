"""What is said, in which language: the catalogues, the browser's texts, and German drafts by a translator."""
