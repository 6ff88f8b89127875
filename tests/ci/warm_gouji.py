"""A `gouji` that is warm: one process that has imported everything, and forks for every call.

The scripts of ci/ call the command dozens of times in the tests, and each cold start costs seconds of imports. The
command that stands on the PATH is a small client: it sends its arguments, folder, environment and open files to the
server, whose child becomes it in all but name. What runs is `audit.cli.main`, as in the installed command.
"""

from __future__ import annotations

import array
import json
import os
import socket
import sys
from pathlib import Path

CLIENT = """#!{python} -SE
import array, json, os, socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect({address!r})
call = {{"argv": sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ)}}
words = json.dumps(call).encode("utf-8", "surrogateescape")
s.sendmsg([len(words).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
s.sendall(words)
sys.exit(int(s.recv(8) or b"99"))
"""


def client(path: Path, address: str) -> None:
    """Write the command."""
    path.write_text(CLIENT.format(python=sys.executable, address=address))
    path.chmod(0o755)


def serve(address: str) -> None:
    """Answer calls until the process is ended."""
    from audit.cli import main
    from audit.config import Config
    from audit.pipeline import judge, parse

    judge([parse("warm.txt", "受理5件，办结5件，办结率100%。".encode())], Config())  # imports all that a check needs
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        head, rights, _, _ = connection.recvmsg(4, socket.CMSG_LEN(3 * array.array("i").itemsize))
        files = array.array("i", rights[0][2])
        size, words = int.from_bytes(head, "big"), b""
        while len(words) < size:
            words += connection.recv(size - len(words))
        child = os.fork()
        if child == 0:
            _become(json.loads(words.decode("utf-8", "surrogateescape")), files, main)
        _, status = os.waitpid(child, 0)
        connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
        connection.close()
        for file in files:
            os.close(file)


def _become(call: dict, files: array.array, main) -> None:
    """Run one call in the child, and end it."""
    code = 70
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin = open(0)  # noqa: SIM115 - the three streams live as long as the child
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8") for n in (1, 2))  # noqa: SIM115
        os.chdir(call["cwd"])
        os.environ.clear()
        os.environ.update(call["env"])
        code = main(call["argv"])
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as end:
        code = end.code or 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
