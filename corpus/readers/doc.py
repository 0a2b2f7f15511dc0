"""Old Word files, RTF, OpenDocument and saved web pages: LibreOffice writes them as .docx, which is then read.

LibreOffice runs with a profile of its own that forbids macros and links to the outside, in a temporary folder.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.errors import Damaged, MissingTool, TookTooLong, UnreadableFile
from corpus.layout import Layout
from corpus.readers.docx import read_docx
from corpus.readers.limits import check_size
from corpus.readers.text import Progress

_SECONDS = 120
_INSTALL = (
    "cần LibreOffice để đọc tệp Word cũ (.doc, .rtf, .odt); hãy cài gói libreoffice-writer hoặc lưu lại tệp thành .docx"
)
_FORBIDDEN = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}


def _settings() -> str:
    """LibreOffice's own form of settings: nothing in a document runs or reaches out."""
    path = "/org.openoffice.Office.Common/Security/Scripting"
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _FORBIDDEN.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def read_doc(path: Path, *, progress: Progress | None = None) -> Layout:
    """A .doc, .rtf, .odt or .html file as a Layout, by way of .docx.

    Raises MissingTool without LibreOffice, TookTooLong, Damaged, and what `read_docx` raises, naming this file.
    """
    check_size(path, "doc")
    with tempfile.TemporaryDirectory(prefix="doc-") as folder:
        converted = _convert(path, Path(folder))
        try:
            return read_docx(converted, progress=progress)
        except UnreadableFile as error:
            raise type(error)(path, error.detail) from error


def _convert(path: Path, folder: Path) -> Path:
    """The file as .docx in `folder`."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MissingTool(path, _INSTALL)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings())
    # a name of our own: LibreOffice guesses the type by content, and odd names break its command line
    source = folder / "source.doc"
    shutil.copyfile(path, source)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(path, f"{_SECONDS} giây") from error
    converted = folder / "out" / "source.docx"
    if not converted.is_file():
        raise Damaged(path, "LibreOffice không mở được")
    return converted
