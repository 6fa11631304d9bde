"""The organisers' editor of an event: a frame, and one module with one template for each of its sections.

To add a section: a module here with its `SECTION` and whatever it takes, a line in `sections.SECTIONS`, and the
template `templates/edit/<name>.html`, which extends `edit.html`. Texts in all languages, whatever their noun, are
written through `texts.py` and single values through `values.py`: a template takes their fields from
`templates/parts/edit_fields.html`, and needs no code of its own for them.
"""

from facilitation.pages.edit import preview, sections, texts, values
from facilitation.pages.edit.frame import blueprint

__all__ = ["blueprint", "preview", "sections", "texts", "values"]
