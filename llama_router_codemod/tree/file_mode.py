"""The modes that git knows of a regular file."""

REGULAR_MODE = 0o100644
EXECUTABLE_MODE = 0o100755
