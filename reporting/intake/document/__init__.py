"""Taking in a plan that exists as a document of running text: a file of Word or PDF to a `Reading`.

    bytes  --intake.opening-->  safe parts  --formats.docx_read-->  blocks  --recognise-->  Reading

Readers of formats know their format and nothing of plans: they give blocks in the order of the document, each with its
place in words. The recogniser knows plans and nothing of formats. All of it is pure: no database, no request, no
network; the same bytes give the same reading.
"""
