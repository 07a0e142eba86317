"""Copies from the JDK's src.zip what documentation is read from: public packages, without the window toolkits.

51 MB become 11, and Shift-Tab still shows the documentation of what a notebook calls.
"""

import sys
from zipfile import ZIP_DEFLATED, ZipFile

TOOLKITS = ("javax/swing/", "javax/accessibility/", "java/awt/dnd/", "java/awt/im/", "java/awt/peer/")
OF_THE_JDK = ("com/sun/net/httpserver/", "jdk/jfr/", "jdk/incubator/vector/", "com/sun/management/", "jdk/management/")


def is_documentation(name):
    package = name.partition("/")[2]
    if package.startswith(("java/", "javax/")):
        return not package.startswith(TOOLKITS)
    return package.startswith(OF_THE_JDK) and "/internal/" not in package


def main(source, target):
    with ZipFile(source) as full, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as part:
        for entry in full.infolist():
            if is_documentation(entry.filename):
                part.writestr(entry, full.read(entry), ZIP_DEFLATED, 9)


main(*sys.argv[1:])
