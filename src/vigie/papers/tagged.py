"""Puts the signature's field into the structure of a document, so that a screen reader says that it is signed. Pure."""

# mypy: disable-error-code=no-untyped-call
# pyHanko's objects are made and read by untyped calls.
from __future__ import annotations

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

K, P = NameObject("/K"), NameObject("/P")


def add_field(writer: IncrementalPdfFileWriter, spec: SigFieldSpec) -> None:
    """Adds a signature field inside a Form element, as ISO 14289-1, 7.18.4 asks for, at the end of what is read."""
    append_signature_field(writer, spec)
    ((_, _, field),) = enumerate_sig_fields(writer, with_name=spec.sig_field_name)
    tree = writer.root["/StructTreeRoot"]
    widget, document = field.get_object(), tree["/K"].raw_get(0)
    number = int(tree["/ParentTreeNextKey"])
    form = writer.add_object(_form(document, field, widget.raw_get("/P")))
    document.get_object()[K] = ArrayObject([*_kids(document.get_object()), form])
    widget[NameObject("/StructParent")] = NumberObject(number)
    tree["/ParentTree"]["/Nums"].extend([NumberObject(number), form])
    tree[NameObject("/ParentTreeNextKey")] = NumberObject(number + 1)
    for changed in (document.get_object(), widget, tree, tree["/ParentTree"]["/Nums"]):
        writer.update_container(changed)


def _form(document: IndirectObject, field: IndirectObject, page: IndirectObject) -> DictionaryObject:
    reference = DictionaryObject({NameObject("/Type"): NameObject("/OBJR"), NameObject("/Obj"): field})
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject("/Form"),
            P: document,
            NameObject("/Pg"): page,
            K: reference,
        }
    )


def _kids(element: DictionaryObject) -> list[PdfObject]:
    kids = element.raw_get("/K")
    held = kids.get_object() if isinstance(kids, IndirectObject) else kids
    return list(held) if isinstance(held, ArrayObject) else [kids]
