"""What the café does: verbs on its nouns, and the only code that writes.

Every function commits once and knows no request and no socket. Each one that writes may also raise CafeError
`storage_full` where the disk takes no more. Where `not_allowed` is named, somebody who came through no door of the
event is refused with `not_joined` instead.
"""
