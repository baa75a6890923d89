"""The second mark of an archive copy: PDF/UA-1 beside the PDF/A-2a that WeasyPrint writes.

WeasyPrint writes one mark in a file. The other stands in the same metadata, and PDF/A demands that what it does not
know itself, as PDF/UA's mark, is described there too. Nothing else in the file differs between the two.
"""

from typing import Any

#: What WeasyPrint is asked for: archive copy with tags and text that can be read out, and without attachments.
VARIANT = "pdf/a-2a"

_END = b"</rdf:RDF>"
_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def mark_accessible(pdf: Any) -> None:
    """Write PDF/UA's mark into the metadata of a file that is about to be written.

    `pdf` is pydyf's. Raises ValueError when its metadata is not what WeasyPrint is known to write.
    """
    found = [item for item in pdf.objects if (getattr(item, "extra", None) or {}).get("Type") == "/Metadata"]
    if len(found) != 1 or found[0].stream[0].count(_END) != 1:
        raise ValueError("the PDF has no metadata that a mark can be added to")
    found[0].stream[0] = found[0].stream[0].replace(_END, _ACCESSIBLE + _END)
