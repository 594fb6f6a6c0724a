"""Programs that reach for what is not theirs; see ``hostile`` for the names in capitals."""

from collections.abc import Iterable
from textwrap import dedent

INTRUDERS = {
    "read a key": "print(open('CANARY').read())",
    "read a key by its descriptor": "import os\nprint(os.read(os.open('CANARY', os.O_RDONLY), 100))",
    "read a key with numpy": "import numpy as np\nprint(bytes(np.fromfile('CANARY', dtype='u1')))",
    "map a key": "import numpy as np\nprint(bytes(np.memmap('CANARY')))",
    "read a key through a link": "import os\nos.symlink('CANARY', 'link')\nprint(open('link').read())",
    "link to a key": "import os\nos.link('CANARY', 'link')\nprint(open('link').read())",
    "read the users": "print(open('/etc/passwd').read())",
    "list a home": "import os\nprint(os.listdir('HOME'), list(os.scandir('HOME')))",
    "walk a home": "import os\nprint(list(os.walk('HOME')))",
    "list with pathlib": "import pathlib\nprint(list(pathlib.Path('HOME').iterdir()))",
    "find with glob": "import glob\nprint(glob.glob('HOME/**', recursive=True))",
    "write into a home": "open('HOME/new', 'w').write('HARM')",
    "write over a key": "open('CANARY', 'w').write('HARM')",
    "write with pathlib": "import pathlib\npathlib.Path('HOME/new').write_text('HARM')",
    "write beside the own folder": "open('../HARM', 'w').write('HARM')",
    "write with numpy": "import numpy as np\nnp.save('HOME/new.npy', np.zeros(3))",
    "remove a key": "import os\nos.remove('CANARY')",
    "remove a home": "import shutil\nshutil.rmtree('HOME')",
    "rename a key": "import os\nos.rename('CANARY', 'HOME/gone')",
    "truncate a key": "import os\nos.truncate('CANARY', 0)",
    "make a folder": "import os\nos.mkdir('HOME/new')",
    "make a node": "import os, stat\nos.mknod('HOME/new', 0o600 | stat.S_IFREG)",
    "make a pipe": "import os\n[m for m in os.supports_dir_fd if m.__name__ == 'mkfifo'][0]('HOME/new')",
    "change rights": "import os\nos.chmod('CANARY', 0)",
    "go elsewhere": "import os\nos.chdir('HOME')\nprint(os.listdir('.'))",
    "open a database": "import sqlite3\nsqlite3.connect('HOME/new.db').execute('CREATE TABLE t (x)')",
    "go through a folder that may be read": """
        import os, sys
        folder = os.open(sys.prefix, os.O_RDONLY)
        depth = "../" * sys.prefix.count("/")
        print(os.read(os.open(depth + "CANARY"[1:], os.O_RDONLY, dir_fd=folder), 100))
    """,
    "write into a folder that may be read": """
        import os, sys
        folder = os.open(sys.prefix, os.O_RDONLY)
        os.open("HARM", os.O_WRONLY | os.O_CREAT, dir_fd=folder)
        os.unlink("HARM", dir_fd=folder)
        print("HARM")
    """,
    "go up from a shallow folder": """
        import os
        shallow = os.open(".", os.O_RDONLY)
        os.makedirs("a/b/c")
        os.chdir("a/b/c")
        print(os.listdir(os.open("..", os.O_RDONLY, dir_fd=shallow)))
        print("HARM")
    """,
    "kill a process": "import os\nos.kill(VICTIM, 9)",
    "kill all": "import os\nos.kill(-1, 0)\nprint('HARM')",
    "kill by descriptor": "import os, signal\nsignal.pidfd_send_signal(os.pidfd_open(VICTIM), 9)",
    "slow down a process": "import os\nos.setpriority(os.PRIO_PROCESS, VICTIM, 19)\nprint('HARM')",
    "start a shell": "import os\nos.system('echo HARM; touch HOME/new')",
    "start a program": "import subprocess\nprint(subprocess.run(['echo', 'HA' + 'RM'], capture_output=True))",
    "spawn": "import os\nos.posix_spawn('/bin/sh', ['sh', '-c', 'touch HOME/new'], {})\nprint('HARM')",
    "fork and exec at the root": """
        import _posixsubprocess
        print('HARM')
    """,
    "foreign functions": "import ctypes\nctypes.CDLL(None).system(b'echo HARM')",
    "foreign functions by a loaded module": """
        import numpy._core._internal as inner
        inner.ctypes.CDLL(None).system(b'echo HARM')
    """,
    "second interpreter": """
        import _xxsubinterpreters as interpreters
        interpreters.run_string(interpreters.create(), "print('HARM')")
    """,
    "terminal of its own": "import pty\npty.spawn(['sh', '-c', 'echo HARM'])",
    "workers": "import multiprocessing\nmultiprocessing.Process(target=print, args=('HARM',)).start()",
    "connect": "import socket\nsocket.create_connection(('127.0.0.1', PORT), 1)\nprint('HARM')",
    "connect at the root": "import _socket\n_socket.socket().connect(('127.0.0.1', PORT))\nprint('HARM')",
    "fetch": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:PORT')\nprint('HARM')",
    "look at the environment": "import os\nprint(dict(os.environ), os.environb)",
    "look at the referee's environment": """
        import os
        for pid in ("self", os.getppid(), VICTIM):
            try: print(open(f"/proc/{pid}/environ").read())
            except OSError as error: print(error)
    """,
}

TRICKS = {
    "read a key by an object": """
        import _io
        class Path:
            asked = 0
            def __fspath__(self):
                self.asked += 1
                return "CANARY" if self.asked == 1 else "own.txt"
        print(_io.FileIO(Path()).read())
    """,
    "read a key by a text of its own": """
        import os
        class Path(str):
            def startswith(self, *a): return True
            def __eq__(self, other): return True
            __hash__ = str.__hash__
            def __fspath__(self): return "own.txt"
        print(os.read(os.open(Path("CANARY"), 0), 100))
    """,
    "read a key behind patched checks": """
        import builtins, os, os.path, posixpath
        posixpath.realpath = os.path.realpath = lambda *a, **k: os.getcwd()
        os.fsdecode = os.fspath = os.lstat = lambda *a, **k: os.getcwd()
        builtins.any = builtins.isinstance = builtins.type = lambda *a: True
        import mlinterview.grading.judge.confinement as confinement
        confinement._REFUSED = confinement._CHANGES = confinement._LISTS = ()
        confinement._NO_IMPORT = frozenset()
        print(open("CANARY").read())
    """,
    "ask the hook for its own frame": """
        import sys
        class Spy:
            def __str__(self): return self.look()
            __repr__ = __bool__ = __fspath__ = __contains__ = __and__ = lambda self, *a: self.look()
            def look(self):
                print("HARM")
                return "own.txt"
        for event in ("open", "import", "os.remove", "os.listdir", "os.mkdir", "socket.connect"):
            try:
                sys.audit(event, Spy(), Spy(), Spy())
            except Exception:
                pass
    """,
    "kill the referee": "import os\nos.kill(os.getppid(), 9)",
    "kill a group": "import os\nos.killpg(os.getpgid(os.getppid()), 9)",
    "kill by a fresh module": """
        import sys
        for name in ("posix", "_signal"):
            del sys.modules[name]
        import posix, _signal
        _signal.pidfd_send_signal(posix.pidfd_open(VICTIM), 9)
    """,
    "become another program": "import os\nos.execv('/bin/sh', ['sh', '-c', 'echo HARM; cat CANARY'])",
    "foreign functions at hand": """
        import numpy._core._internal as inner
        inner.ctypes.pythonapi.Py_Exit(0)
    """,
    "lift the limits": """
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
        print('HARM')
    """,
}
"""Those that change their own process, or end it."""


def together(names: Iterable[str]) -> str:
    """Return a program that tries several one after the other, and says which."""
    programs = {name: dedent(INTRUDERS[name]) for name in names}
    return f"""
for name, code in {programs!r}.items():
    print(name)
    try:
        exec(code, {{"__name__": "answer"}})
    except BaseException:
        pass
"""
