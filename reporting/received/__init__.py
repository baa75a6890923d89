"""«Les inn en plan»: a file is kept, read by the worker, looked at beside what became of it, and taken in.

`services` keeps the file and has it read; `permissions` says whose it is; `fields` and `sides` are pure: what the
fields of a plan are called, and the document beside them; `views` are the pages.
"""
