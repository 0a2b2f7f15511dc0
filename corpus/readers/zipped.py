"""Zip packages of XML (docx, xlsx, odt): checked against bombs before anything is unpacked, parsed without entities."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from corpus.errors import Damaged, EncryptedFile, TooLarge
from corpus.readers.limits import MB, MEMBERS, RATIO_FROM, UNZIPPED_BYTES, UNZIPPED_RATIO


def open_package(path: Path) -> zipfile.ZipFile:
    """The package, once its directory is found sane.

    Raises Damaged when it is no zip, EncryptedFile when members are locked, TooLarge when it unpacks to too much.
    """
    try:
        package = zipfile.ZipFile(path)
        members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Damaged(path, "tệp nén bên trong không mở được") from error
    total = sum(member.file_size for member in members)
    swollen = any(m.file_size > RATIO_FROM and m.file_size > UNZIPPED_RATIO * max(m.compress_size, 1) for m in members)
    if total > UNZIPPED_BYTES or swollen or len(members) > MEMBERS:
        package.close()
        raise TooLarge(path, f"bung ra {total / MB:,.0f} MB".replace(",", "."))
    if any(member.flag_bits & 0x1 for member in members):
        package.close()
        raise EncryptedFile(path)
    return package


class XmlParts:
    """The XML parts of an Office package, found by relationship rather than by customary name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package = open_package(path)
        self.names = {name.lower(): name for name in self.package.namelist()}
        self.main = self.related("").get("officeDocument", ["word/document.xml"])[0]

    def xml(self, name: str) -> etree._Element | None:
        """The root of one part; None when there is no such part. Raises Damaged when it cannot be parsed."""
        stored = self.names.get(name.lower())
        if stored is None:
            return None
        try:
            data = self.package.read(stored)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise Damaged(self.path, f"không bung được phần {name}") from error
        return parse_xml(data, self.path)

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What `part` refers to inside the package: relationship id -> (last word of its type, member name)."""
        folder, name = PurePosixPath(part).parent, PurePosixPath(part).name
        root = self.xml(str(folder / "_rels" / f"{name}.rels"))
        return {
            str(relation.get("Id")): (str(relation.get("Type")).rpartition("/")[2], resolve(folder, target))
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External" and (target := relation.get("Target"))
        }

    def related(self, part: str) -> dict[str, list[str]]:
        """The parts that `part` refers to, by the last word of the relationship's type ("styles")."""
        found: dict[str, list[str]] = {}
        for kind, target in self.targets(part).values():
            found.setdefault(kind, []).append(target)
        return found

    def close(self) -> None:
        self.package.close()


def resolve(folder: PurePosixPath, target: str) -> str:
    """A relationship's target as a member name: relative to `folder`, or absolute in the package."""
    parts: list[str] = []
    for piece in (PurePosixPath(target) if target.startswith("/") else folder / target).parts:
        if piece == "..":
            parts[-1:] = []
        elif piece not in (".", "/"):
            parts.append(piece)
    return "/".join(parts)


def parse_xml(data: bytes, path: Path) -> etree._Element:
    """XML without entities, DTDs and network. Raises Damaged; a document type alone is reason to refuse."""
    if b"<!DOCTYPE" in data[:2048] or b"<!ENTITY" in data[:4096]:
        raise Damaged(path, "có khai báo thực thể XML không được phép")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(path, "nội dung XML bên trong không đúng") from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attr(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without the namespace, so that strict and transitional files read alike."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, and of that name in it, and so on; None when there is none."""
    for name in names:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element
