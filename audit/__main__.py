"""python -m audit: the same as the command gouji."""

import sys

from audit.cli import main

if __name__ == "__main__":
    sys.exit(main())
