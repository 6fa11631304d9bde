"""What the café does: verbs on its nouns. The only writers; each commits once and knows no request."""
