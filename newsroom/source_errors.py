"""Why a file is refused, as a code and as a sentence for the person who handed it in."""

from common.text import gettext_noop

MESSAGES = {
    "empty": gettext_noop("The file is empty. Choose the file with the text of the page."),
    "too-large": gettext_noop(
        "The file is larger than 5 MB. Save the text page by page and import the parts."
    ),
    "binary": gettext_noop(
        "This is not a text file. Copy the text of the page into a .txt or .docx file and import that."
    ),
    "pdf": gettext_noop("This is a PDF file. Copy its text, or save it as .txt or .docx, and import that."),
    "old-word": gettext_noop(
        "This is a Word file of the old kind (.doc), or one with a password. Save it as .docx and import that."
    ),
    "web-page": gettext_noop(
        "This is the source of a web page. Copy the text from the browser and paste it."
    ),
    "not-docx": gettext_noop(
        "The file is named .docx, but it is no Word file. Open it in Word and save it as .docx again."
    ),
    "docx-named-otherwise": gettext_noop(
        "This is a Word file under another name. Let its name end in .docx."
    ),
    "macros": gettext_noop(
        "The Word file holds macros, which are not allowed. Save it as .docx without macros."
    ),
    "docx-too-large": gettext_noop(
        "The Word file is too large once unpacked. Copy its text into a new file and import that."
    ),
    "docx-damaged": gettext_noop(
        "A part of this Word file is damaged. Open it in Word, save it under a new name and import that."
    ),
    "docx-many-pictures": gettext_noop(
        "The Word file shows more than 200 pictures. Divide it into several files and import these."
    ),
    "docx-many-pixels": gettext_noop(
        "The pictures of this Word file have more than 300 megapixels together. Make them smaller, or divide the file."
    ),
    "docx-too-long": gettext_noop(
        "The text of this Word file is longer than 1,000,000 characters. Divide it into several files and import these."
    ),
    "docx-heavy": gettext_noop(
        "This Word file takes more memory or time than one file may. Copy its text into a new file and import that."
    ),
    "out-of-time": gettext_noop(
        "This upload took too long before it came to this file. Import the file once more, in an upload of its own."
    ),
    "busy": gettext_noop("Many files are being taken in just now. Import this file once more in a moment."),
    "encoding": gettext_noop(
        "The characters of this file can't be read. Open it in an editor and save it as UTF-8 text."
    ),
    "nul": gettext_noop(
        "The file holds NUL characters, so it is damaged or no text. Save it as UTF-8 text again."
    ),
}


class SourceError(ValueError):
    """A file that can't be read; `code` is one of MESSAGES, the text says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        # Here and not above: the process that reads Word files knows the codes and does without Django.
        from django.utils.translation import gettext

        return gettext(MESSAGES[self.code])
