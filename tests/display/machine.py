"""Drives the virtual machine of tests/display/run: looks at its display, touches it, and kills the kiosk.

machine.py SYSTEM PROGRAM PICTURES: the folder with the system's disk, the disk with the program, where pictures go.
"""

import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

# `tcg` works everywhere and is ten times slower.
ACCELERATION = os.environ.get("SPORTELLO_DISPLAY_ACCELERATION", "kvm")
CPU = {"kvm": ("-accel", "kvm", "-cpu", "host"), "tcg": ("-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2")}
BOOT_SECONDS = 600
STEP_SECONDS = 120
POLL_SECONDS = 0.05
# What docs/KIOSK.md promises of a kiosk that has been killed.
BACK_SECONDS_MAX = 2.0
# Less is the clock of the header.
CHANGED_SHARE_MIN = 0.02
# The kiosk ignores the same key for half a second.
REPEAT_IGNORED_SECONDS = 0.7
# The touch screen counts its dots so, whatever the display has.
TOUCH_DOTS = 0x7FFF
MEMORY_MEGABYTES = 1024


class Picture:
    """What was on the display, as QEMU writes it: PPM with three bytes a dot."""

    def __init__(self, data):
        kind, size, depth, self.dots = data.split(b"\n", 3)
        assert (kind, depth) == (b"P6", b"255"), "QEMU writes another kind of picture"
        self.width, self.height = map(int, size.split())

    def dot(self, x, y):
        at = 3 * (y * self.width + x)
        return self.dots[at : at + 3]

    def differs(self, other):
        """The share of dots that differ, by every seventh."""
        if (self.width, self.height) != (other.width, other.height):
            return 1.0
        places = range(0, len(self.dots), 21)
        return sum(self.dots[at : at + 3] != other.dots[at : at + 3] for at in places) / len(places)

    def shows(self, page):
        return all(self.dot(x, y) == bytes.fromhex(colour) for x, y, colour in page)

    def fills_the_display(self):
        """No edge is black from end to end: a window that is too small leaves one so."""
        right, lower = self.width - 1, self.height - 1
        edges = (
            [self.dot(x, 0) for x in range(self.width)],
            [self.dot(x, lower) for x in range(self.width)],
            [self.dot(0, y) for y in range(self.height)],
            [self.dot(right, y) for y in range(self.height)],
        )
        return all(edge.count(b"\0\0\0") < len(edge) // 4 for edge in edges)


class Machine:
    """A running machine with its monitor and its shell."""

    def __init__(self, system, program, folder, size):
        self.folder = folder
        width, height = size
        drive = "if=virtio,format=raw,snapshot=on,file="
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", *CPU[ACCELERATION], "-m", str(MEMORY_MEGABYTES), "-nodefaults"]
            + ["-kernel", f"{system}/kernel", "-initrd", f"{system}/initrd"]
            + ["-append", "root=/dev/vda rw console=ttyS0 console=tty1 quiet vt.global_cursor_default=0"]
            + ["-drive", f"{drive}{system}/system", "-drive", f"{drive}{program}"]
            + ["-display", "none", "-vga", "none", "-device", f"virtio-gpu-pci,xres={width},yres={height}"]
            + ["-device", "virtio-keyboard-pci", "-device", "virtio-multitouch-pci"]
            + ["-serial", f"file:{folder}/console", "-serial", f"unix:{folder}/shell,server,nowait"]
            + ["-qmp", f"unix:{folder}/monitor,server,nowait"]
        )
        self.monitor = self.connect("monitor")
        self.shell = self.connect("shell")
        json.loads(self.monitor.readline())
        self.ask("qmp_capabilities")
        self.sequence = 0
        # Before that the line echoes, and loses what it is given.
        while self.shell.readline().strip() != b"ready":
            pass

    def connect(self, name):
        until = time.monotonic() + STEP_SECONDS
        while True:
            link = socket.socket(socket.AF_UNIX)
            try:
                link.connect(f"{self.folder}/{name}")
                link.settimeout(BOOT_SECONDS)
                return link.makefile("rwb", buffering=0)
            except OSError:
                link.close()
                if self.process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(POLL_SECONDS)

    def ask(self, command, **arguments):
        self.monitor.write(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            answer = json.loads(self.monitor.readline())
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']}")
            if "return" in answer:
                return answer["return"]

    def run(self, command):
        """What a command of the machine's shell says; it has to succeed."""
        self.sequence += 1
        mark = f"end-{self.sequence}"
        self.shell.write(f"{command}\necho {mark}-$?\n".encode())
        lines = []
        while True:
            line = self.shell.readline().decode(errors="replace").strip()
            if re.fullmatch(rf"{mark}-\d+", line):
                if line != f"{mark}-0":
                    raise RuntimeError(f"{command}: {line}: {lines}")
                return "\n".join(lines)
            lines.append(line)

    def look(self):
        file = f"{self.folder}/look"
        self.ask("screendump", filename=file)
        return Picture(pathlib.Path(file).read_bytes())

    def send(self, *events):
        self.ask("input-send-event", events=[{"type": kind, "data": data} for kind, data in events])

    def touch(self, across, down):
        """A finger at a share of the display's width and height, for a tenth of a second."""
        finger = {"slot": 0, "tracking-id": 1}
        place = [{"axis": axis, "value": int(share * TOUCH_DOTS)} for axis, share in (("x", across), ("y", down))]
        pressed = {"button": "touch"}
        self.send(
            ("mtt", {"type": "begin", "axis": "x", "value": 0, **finger}),
            *(("mtt", {"type": "data", **at, **finger}) for at in place),
            ("btn", {"down": True, **pressed}),
        )
        time.sleep(0.1)
        self.send(
            ("mtt", {"type": "end", "axis": "x", "value": 0, "slot": 0, "tracking-id": -1}),
            ("btn", {"down": False, **pressed}),
        )

    def press(self, *keys):
        """Keys held down together, by QEMU's names."""
        for is_down, row in ((True, keys), (False, keys[::-1])):
            for key in row:
                self.send(("key", {"down": is_down, "key": {"type": "qcode", "data": key}}))


def until(what, happens, seconds=STEP_SECONDS):
    """Waits until something happens; gives what it gave."""
    end = time.monotonic() + seconds
    while not (given := happens()):
        if time.monotonic() > end:
            raise RuntimeError(f"not within {seconds} s: {what}")
        time.sleep(POLL_SECONDS)
    return given


class Kiosk:
    """The kiosk under one of the units of docs/KIOSK.md."""

    def __init__(self, machine, name, pictures):
        self.machine, self.name, self.pictures = machine, name, pictures
        self.unit = name.removesuffix("-portrait")

    def start(self, home):
        self.machine.run(f"systemctl start kiosk-{self.unit}")
        self.shows("1-home", home)
        until("the window fills the display", lambda: self.machine.look().fills_the_display())

    def stop(self):
        self.machine.run(f"systemctl stop kiosk-{self.unit}")
        self.machine.run("rm -rf /var/lib/sportello-kiosk/*")

    def process(self):
        """The number of its process; under cage that is not the service's own."""
        # Another process may end while it is looked at, which grep takes for a failure.
        files = self.machine.run(r"grep -lsaP '^/usr/bin/sportello\x00kiosk' /proc/[0-9]*/cmdline || true")
        assert files, "no kiosk is running"
        return files.split("/")[2]

    def keep(self, name):
        self.machine.ask("screendump", filename=str(self.pictures / f"{self.name}-{name}.png"), format="png")

    def shows(self, name, page):
        """Waits until a page is on the display, and keeps its picture."""
        until(f"{self.name} shows {name}", lambda: self.machine.look().shows(page))
        self.keep(name)
        print(f"{self.name} shows {name}", flush=True)

    def survives(self):
        """Gets killed, and gives after how many seconds the same page is on the display again."""
        before, process = self.machine.look(), self.process()
        start = time.monotonic()
        self.machine.run(f"kill -9 {process}")
        until("the kiosk is gone", lambda: not self.machine.look().shows(NUMBER))
        until("the number is back", lambda: self.machine.look().shows(NUMBER))
        seconds = time.monotonic() - start
        assert self.process() != process
        assert self.machine.look().differs(before) < CHANGED_SHARE_MIN, "it is another number"
        print(f"{self.name}: the number was on the display again {seconds:.1f} s after kill -9", flush=True)
        return seconds


# What people press who want to get out; the system hears some of it before the kiosk does.
LEAVING = (
    *("alt f4", "ctrl q", "ctrl w", "ctrl c", "esc", "f11", "meta_l", "alt tab", "alt esc", "ctrl alt backspace"),
    *("ctrl alt f2", "ctrl alt f1", "alt right", "alt sysrq k", "alt sysrq b", *9 * ("ctrl alt delete",)),
)


def tries(kiosk):
    """A person takes a number, the kiosk is killed, and somebody wants to leave it."""
    machine = kiosk.machine
    kiosk.start(HOME)
    for place, name, page in VISIT:
        machine.touch(*place)
        kiosk.shows(name, page)
    seconds = kiosk.survives()
    kiosk.keep("5-again")
    process = kiosk.process()
    for keys in LEAVING:
        machine.press(*keys.split())
        time.sleep(0.3)
        assert kiosk.process() == process, f"{keys} left the kiosk"
        assert machine.look().fills_the_display(), f"{keys} took the display away"
    print(f"{kiosk.name}: no key leaves it", flush=True)
    kiosk.stop()
    assert seconds <= BACK_SECONDS_MAX or ACCELERATION == "tcg", f"{kiosk.name}: {seconds:.1f} s are too many"


def keys_reach(kiosk):
    """The arrow keys find the first area, and Return opens it."""
    kiosk.start(HOME)
    for key in ("right", "right", "ret"):
        kiosk.machine.press(key)
        time.sleep(REPEAT_IGNORED_SECONDS)
    kiosk.shows("6-by-keys", SERVICES)
    kiosk.stop()


def turned(kiosk, settings, matrix, place, home, services):
    """On a panel that hangs turned, a finger meets what it touches."""
    machine, folder = kiosk.machine, f"/run/systemd/system/kiosk-{kiosk.unit}.service.d"
    machine.run(f"mkdir -p {folder} /run/udev/rules.d && printf '[Service]\\n{settings}\\n' >{folder}/turned.conf")
    machine.run(f"sed 's/\"[-01 ]*\"$/\"{matrix}\"/' /opt/sportello/99-touch.rules >/run/udev/rules.d/99-touch.rules")
    machine.run("udevadm control --reload && udevadm trigger --subsystem-match=input --settle && systemctl daemon-reload")
    kiosk.start(home)
    machine.touch(*place)
    kiosk.shows("2-services", services)
    kiosk.stop()
    machine.run(f"rm -r {folder}")


def main():
    system, program, pictures = sys.argv[1:]
    pictures = pathlib.Path(pictures).resolve()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        machine = Machine(system, program, folder, (1920, 1080))
        stack.callback(machine.process.kill)
        machine.run("cp /opt/sportello/*.service /run/systemd/system/ && cp /opt/sportello/sportello /usr/bin/")
        machine.run("cp /opt/sportello/kiosk.toml /etc/sportello/ && sh -e /opt/sportello/machine.sh")
        machine.run("systemctl daemon-reexec && systemctl restart systemd-logind systemd-sysctl dispatcher")
        for unit in ("linuxkms", "cage"):
            tries(Kiosk(machine, unit, pictures))
            keys_reach(Kiosk(machine, unit, pictures))
        for unit, how in TURNED.items():
            turned(Kiosk(machine, f"{unit}-portrait", pictures), *how)


# Some dots by which each page is known, on a display of 1920 by 1080: the edges of the tiles have the colours of areas.
FIRST_AREA, SECOND_AREA = "0066cc", "a3195b"
HOME = ((48, 360, FIRST_AREA), (980, 360, SECOND_AREA))
SERVICES = ((48, 360, FIRST_AREA), (980, 360, FIRST_AREA))
DETAILS = ((48, 360, "ffffff"), (1000, 860, "0066cc"))
# Its slip has been printed.
NUMBER = ((48, 360, "ffffff"), (48, 870, "007a52"), (1000, 860, "e0f3ec"))
# Where to touch, as shares of width and height, and what is shown then.
VISIT = (
    ((0.25, 0.33), "2-services", SERVICES),
    ((0.25, 0.33), "3-details", DETAILS),
    ((0.74, 0.8), "4-number", NUMBER),
)
# How docs/KIOSK.md turns a display by 90 degrees under each unit, and the touch screen with it; where the first area
# then is on the panel, and how its page is known.
TURNED = {
    "linuxkms": (
        "Environment=SLINT_KMS_ROTATION=90",
        "0 1 0 -1 0 1",
        (0.82, 0.5),
        ((1600, 49, FIRST_AREA), (1344, 49, SECOND_AREA)),
        ((1600, 49, FIRST_AREA), (1344, 49, FIRST_AREA)),
    ),
    "cage": (
        "ExecStart=\\nExecStart=/usr/bin/cage -d -r -- /usr/bin/sportello kiosk --config /etc/sportello/kiosk.toml",
        "0 -1 1 1 0 0",
        (0.19, 0.5),
        ((320, 1030, FIRST_AREA), (540, 1030, SECOND_AREA)),
        ((320, 1030, FIRST_AREA), (540, 1030, FIRST_AREA)),
    ),
}

if __name__ == "__main__":
    main()
