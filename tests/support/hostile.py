"""Programs that a learner might paste, by what they try. None of them squares a number.

``HOME``, ``CANARY``, ``VICTIM`` and ``PORT`` are replaced by a folder, a file in it, a process and a
port that are not theirs. What succeeds and should not prints ``HARM``.
"""

ENDLESS = {
    "endless loop": "while True:\n    pass",
    "endless loop that catches": """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
    """,
    "endless function": "def f(x):\n    while True:\n        pass",
    "sleep": "import time\ntime.sleep(1000)",
    "endless output": "while True:\n    print('x' * 100_000)",
    "endless output to descriptors": """
        import os
        while True:
            os.write(1, b'x' * 100_000)
            os.write(2, b'x' * 100_000)
    """,
    "endless generator": """
        def f(x):
            while True:
                pass
            yield 1
    """,
    "threads that live on": """
        import threading
        def work():
            while True:
                pass
        for _ in range(5):
            threading.Thread(target=work).start()
        def f(x):
            return x
    """,
    "exit handler": """
        import atexit
        @atexit.register
        def stay():
            while True:
                pass
        raise SystemExit
    """,
    "signals ignored": """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            pass
    """,
    "unlimited recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(x):\n    return f(x)",
    "frame before its time": """
        import json, os, struct
        data = json.dumps({"value": None, "number": 1}).encode()
        for n in range(21):
            try: os.write(n, struct.pack("!I", len(data)) + data)
            except OSError: pass
        while True:
            pass
    """,
    "thread bomb": """
        import threading, time
        while True:
            threading.Thread(target=time.sleep, args=(1000,)).start()
    """,
}

CRASHES = {
    "exit of the interpreter": "import os\nos._exit(0)",
    "exit in a call": "import os\ndef f(x):\n    os._exit(0)",
    "sys.exit": "import sys\nsys.exit(0)",
    "exit in the function": "def f(x):\n    raise SystemExit(0)",
    "keyboard interrupt": "def f(x):\n    raise KeyboardInterrupt",
    "quit": "quit()",
    "abort": "import os\nos.abort()",
    "alarm": "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\ntime.sleep(5)",
    "kill itself": "import signal\nsignal.raise_signal(signal.SIGKILL)",
    "recursion": "def f(x):\n    return f(x)",
    "memory": "x = bytearray(5 * 10**9)",
    "growing memory": "x = [0]\nwhile True:\n    x += x",
    "huge array": "import numpy as np\ndef f(x):\n    return np.ones(10**10)",
    "fork bomb": "import os\nwhile True:\n    os.fork()\n    print('HARM')",
    "descriptors closed": "import os\nfor n in range(200):\n    try: os.close(n)\n    except OSError: pass",
    "descriptors swapped": "import os\nfor n in range(3, 20):\n    try: os.dup2(2, n)\n    except OSError: pass",
    "standard streams closed": "import sys\nsys.stdout.close()\nsys.stderr.close()\nsys.stdin.close()",
    "standard streams gone": "import sys\nsys.stdout = sys.stderr = sys.stdin = None",
    "message that fails": """
        class Odd(Exception):
            def __str__(self):
                raise SystemExit
        raise Odd
    """,
    "exception that lies": """
        class Odd(AssertionError):
            __module__ = "builtins"
            __class__ = property(lambda self: 1 / 0)
        def f(x):
            raise Odd("fine")
    """,
}

FORGERIES = {
    "junk in all channels": """
        import os
        def f(x):
            for n in range(21):
                try: os.write(n, b'\\xff' * 100)
                except OSError: pass
            return x
    """,
    "frames in all channels": """
        import json, os, struct
        def f(x):
            for number in range(10):
                data = json.dumps({"value": True, "number": number}).encode()
                for n in range(21):
                    try: os.write(n, struct.pack("!I", len(data)) + data)
                    except OSError: pass
    """,
    "report in all channels": """
        import json, os
        test = {"name": "test_it", "about": "It works.", "passed": True, "why": ""}
        data = json.dumps({"tests": [test], "failure": "", "printed": ""}).encode()
        for n in range(21):
            try: os.write(n, data)
            except OSError: pass
        print(data.decode())
        os._exit(0)
    """,
    "giant frame announced": """
        import os
        def f(x):
            for n in range(21):
                try: os.write(n, b'\\xff\\xff\\xff\\xff')
                except OSError: pass
    """,
    "expected words printed": "print('test_it PASSED\\n1 passed\\nOK\\n✓ It works.')",
    "builtins patched": """
        import builtins
        builtins.AssertionError = builtins.Exception = type("Never", (BaseException,), {})
        builtins.all = builtins.any = builtins.isinstance = lambda *a: True
        def f(x):
            return 0
    """,
    "numpy patched": """
        import numpy as np
        np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
        np.ndarray.__eq__ = None
        def f(x):
            return np.zeros(1)
    """,
    "numpy patched quietly": """
        import numpy as np
        np.allclose = np.array_equal = np.asarray = lambda *a, **k: True
        def f(x):
            return np.zeros(1)
    """,
    "equal to everything": """
        class Equal:
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __hash__(self): return 0
            def __bool__(self): return True
        def f(x):
            return Equal()
    """,
    "equal to everything in disguise": """
        class Equal:
            __module__ = "numpy"
            __class__ = property(lambda self: int)
            __array_ufunc__ = None
            def __eq__(self, other): return True
            def __int__(self): return 0
            def __index__(self): return 0
            def __array__(self, *a, **k): return 0
        Equal.__name__ = Equal.__qualname__ = "ndarray"
        def f(x):
            return Equal()
    """,
    "int of its own": """
        class Own(int):
            def __eq__(self, other): return True
            def __hash__(self): return 0
        def f(x):
            return Own(3)
    """,
    "text of its own": "class Own(str):\n    __eq__ = lambda self, other: True\ndef f(x):\n    return Own('a')",
    "list of its own": "class Own(list):\n    __eq__ = lambda self, other: True\ndef f(x):\n    return Own([1])",
    "dictionary of its own": """
        class Own(dict):
            def __eq__(self, other): return True
            def items(self): return [(self, self)]
        def f(x):
            return Own()
    """,
    "array of its own": """
        import numpy as np
        class Own(np.ndarray):
            def __eq__(self, other): return True
        def f(x):
            return np.zeros(1).view(Own)
    """,
    "deep value": "def f(x):\n    v = []\n    for _ in range(10**5): v = [v]\n    return v",
    "value that holds itself": "def f(x):\n    v = []\n    v.append(v)\n    return v",
    "array of objects": "import numpy as np\ndef f(x):\n    return np.array([f, {}], dtype=object)",
    "iterator without end": "def f(x):\n    return iter(int, 1)",
    "giant number": "def f(x):\n    return 10 ** 10**5",
    "function instead of a value": "def f(x):\n    return f",
    "protocol taken over": """
        from mlinterview.grading.judge import confinement, player, referee, remote, runner, wire
        wire.encode = lambda *a, **k: True
        wire.decode = lambda *a, **k: True
        player.Player.do = lambda self, request: {"value": True, "arguments": []}
        referee.run = runner.run_tests = lambda *a, **k: True
        def f(x):
            return 0
    """,
    "pipe found in the frames": """
        import json, struct, sys
        frame = sys._getframe()
        while frame and "replies" not in frame.f_locals:
            frame = frame.f_back
        replies = frame.f_locals["replies"]
        def f(x):
            for number in range(5):
                data = json.dumps({"value": True, "number": number}).encode()
                replies.write(struct.pack("!I", len(data)) + data)
            replies.flush()
    """,
    "pipe found by the garbage collector": """
        import gc
        for one in gc.get_objects():
            if type(one).__name__ == "BufferedWriter":
                one.write(b"junk")
                one.flush()
    """,
    "trace": "import sys\nsys.settrace(lambda *a: print('HARM'))\nsys.setprofile(lambda *a: print('HARM'))",
}
