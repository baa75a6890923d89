"""Making a plan's PDF apart from who asks for it: once for each content, a few at a time, ended when it takes too much.

`services` says what is asked for and keeps what was made; `worker` does it in a process of its own, where there is one;
`renderer` and `child` are the process that lays out pages, which may hang or eat memory without harm.
"""
