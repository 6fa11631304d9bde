"""The rehearsal: simulated guests with phones, who speak the public protocol only, in a process of their own.

`python -m facilitation.rehearsal` reads what it is to do as JSON from its input (`plan.py`). The tests' load
(`tests/load/`) uses the same connections.
"""
