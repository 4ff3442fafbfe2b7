#!/usr/bin/env python3
"""Compares two results of one workunit, for BOINC's script_validator.

    compare FILE... FILE...    the files of one result, then those of the other, in the same order
    check FILE...              the files of one result: are they there, and whole?

Exit status: 0 the same (or whole), 1 not, 2 called wrongly, 3 something cannot be read now: try again later.
It needs nothing but Python 3.6 or later. The rules are those of "docker-wrapper compare", whose page
wrapper/compare.md defines them.
"""
import errno
import gzip
import json
import math
import os
import re
import struct
import sys
import traceback
import zipfile
import zlib

# begin of the settings
MODE = "compare"
TOLERANCE = 0.0
P = None
EQUAL_SHOTS = False
OUTPUTS = []
# end of the settings

SAME, DIFFERENT, USAGE, TRANSIENT = 0, 1, 2, 3

LARGEST_JSON = 4 << 20
DEEPEST_JSON = 200
LONGEST_LINE = 1 << 20
LONGEST_HEADER = 1 << 16
CHUNK = 1 << 16
LEAST_EXPECTED = 5


class Different(Exception):
    """The two are not the same; its text says where."""


class NotOfThisKind(Exception):
    """The content is not what its beginning promises."""


class Unreadable(Exception):
    """A file cannot be read now; perhaps it can be later."""


# Numbers

# Of every text it takes one reading at most: thousands of digits must not take hours.
REAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf(?:inity)?)"
NUMBER = re.compile(REAL, re.IGNORECASE)
COMPLEX = re.compile("(?:(%s)(?=[+-]))?(%s)[ij]" % (REAL, REAL), re.IGNORECASE)
WHOLE = re.compile("[+-]?[0-9]+")
PADDED = re.compile("[+-]?0[0-9]+")


class Number:
    """A number as it is written."""

    def __init__(self, text):
        self.text = text


def whole_value(text):
    digits = text.lstrip("+-").lstrip("0")
    return ("-" if text[0] == "-" else "") + digits if digits else "0"


def beyond_double(text, value):
    return math.isinf(value) and any(c in "0123456789" for c in text)


def near_texts(a, b):
    if WHOLE.fullmatch(a) and WHOLE.fullmatch(b):
        return whole_value(a) == whole_value(b)
    x, y = float(a), float(b)
    if beyond_double(a, x) or beyond_double(b, y):
        return a == b
    return near(x, y)


def near(x, y):
    if x == y:
        return True
    if math.isnan(x) or math.isnan(y):
        return math.isnan(x) and math.isnan(y)
    if math.isinf(x) or math.isinf(y):
        return False
    return abs(x - y) <= TOLERANCE * max(1.0, abs(x), abs(y))


# Histograms of shots

OUTCOME = re.compile("[01]+(?: [01]+)*|0x[0-9a-fA-F]+")
COUNT = re.compile("[0-9]{1,15}")


def shot_counts(value, key):
    """Outcome -> count, or None if that is no histogram."""
    if P is None or not isinstance(value, dict):
        return None
    if key != "counts" and not (value and all(OUTCOME.fullmatch(k) for k in value)):
        return None
    if not all(isinstance(v, Number) and COUNT.fullmatch(v.text) for v in value.values()):
        return None
    return {k: int(v.text) for k, v in value.items() if int(v.text) > 0}


def compare_counts(a, b, where):
    if a == b:
        return
    shots_a, shots_b = sum(a.values()), sum(b.values())
    if EQUAL_SHOTS and shots_a != shots_b:
        raise Different("%s: %d and %d shots" % (where, shots_a, shots_b))
    if shots_a == 0 or shots_b == 0:
        raise Different("%s: one of the two has no shots" % where)
    if len(set(a) | set(b)) == 1:
        return
    bins = pooled(a, b, shots_a, shots_b)
    if len(bins) < 2:
        raise Different("%s: too few shots to tell" % where)
    statistic = sum(
        float((x * shots_b - y * shots_a) ** 2) / (float(shots_a) * shots_b * (x + y)) for x, y in bins
    )
    p = upper_tail(len(bins) - 1, statistic)
    if p < P:
        raise Different("%s: chi-square %.6g in %d bins, p = %.3g" % (where, statistic, len(bins), p))


def pooled(a, b, shots_a, shots_b):
    """Pairs of counts. Neighbours with few counts share a bin, until 5 are expected in each cell of it."""
    share = float(min(shots_a, shots_b)) / (shots_a + shots_b)
    alone, shared, pool = [], [], [0, 0]
    for outcome in sorted(set(a) | set(b)):
        x, y = a.get(outcome, 0), b.get(outcome, 0)
        if share * (x + y) >= LEAST_EXPECTED:
            alone.append((x, y))
            continue
        pool = [pool[0] + x, pool[1] + y]
        if share * (pool[0] + pool[1]) >= LEAST_EXPECTED:
            shared.append((pool[0], pool[1]))
            pool = [0, 0]
    if pool != [0, 0]:
        into = shared if shared else alone
        if not into:
            return [tuple(pool)]
        at = len(into) - 1 if shared else min(range(len(into)), key=lambda i: into[i][0] + into[i][1])
        into[at] = (into[at][0] + pool[0], into[at][1] + pool[1])
    return alone + shared


def upper_tail(degrees, statistic):
    """P(X >= statistic) for a chi-square variable: the finite sums for whole degrees of freedom."""
    y = statistic / 2
    if y <= 0:
        return 1.0
    if degrees % 2 == 0:
        total, first = 0.0, 0.0
    else:
        total, first = math.erfc(math.sqrt(y)), 0.5
    for i in range(degrees // 2):
        total += math.exp((first + i) * math.log(y) - y - math.lgamma(first + i + 1))
    return min(1.0, total)


# JSON


def parse_json(text):
    def members(pairs):
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError("a key occurs twice")
        return made

    try:
        value = json.loads(
            text, object_pairs_hook=members, parse_int=Number, parse_float=Number, parse_constant=Number
        )
    except (ValueError, RecursionError):
        raise NotOfThisKind("no JSON")
    if depth(value) > DEEPEST_JSON:
        raise NotOfThisKind("JSON that is nested too deeply")
    return value


def depth(value):
    deepest, rest = 0, [(value, 1)]
    while rest:
        item, level = rest.pop()
        if isinstance(item, (dict, list)):
            deepest = max(deepest, level)
            rest.extend((each, level + 1) for each in (item.values() if isinstance(item, dict) else item))
    return deepest


def compare_json(a, b, where="", key=""):
    counts_a, counts_b = shot_counts(a, key), shot_counts(b, key)
    if counts_a is not None and counts_b is not None:
        compare_counts(counts_a, counts_b, where or "the file")
    elif isinstance(a, dict) and isinstance(b, dict):
        for name in sorted(set(a) | set(b)):
            place = "%s.%s" % (where, shown(name)) if where else shown(name)
            if name not in a or name not in b:
                raise Different("%s: only in one of the two" % place)
            compare_json(a[name], b[name], place, name)
    elif isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            raise Different("%s: %d and %d elements" % (where or "the file", len(a), len(b)))
        for i in range(len(a)):
            compare_json(a[i], b[i], "%s[%d]" % (where, i))
    elif isinstance(a, Number) and isinstance(b, Number):
        if not near_texts(a.text, b.text):
            raise Different("%s: %s and %s" % (where, shown(a.text), shown(b.text)))
    elif type(a) is not type(b) or a != b:
        raise Different("%s: %s and %s" % (where, shown_json(a), shown_json(b)))


def shown_json(value):
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return shown(value.text if isinstance(value, Number) else json.dumps(value))


# Text

SEPARATORS = ",;:=|()\\[\\]{}<>\"'"
WORD = re.compile("[%s]|[^ \\t\\f\\x0b\\r%s]+" % (SEPARATORS, SEPARATORS))


def lines(content):
    """The words of each line that has some, and the line's number."""
    with content.open() as stream:
        number = 0
        while True:
            line = stream.readline(LONGEST_LINE + 1)
            if not line:
                return
            number += 1
            if b"\0" in line:
                raise NotOfThisKind("no text")
            if len(line) > LONGEST_LINE:
                raise NotOfThisKind("a line of more than 1 MiB")
            try:
                words = WORD.findall(line.decode("utf-8").rstrip("\n"))
            except UnicodeDecodeError:
                raise NotOfThisKind("no text")
            if words:
                yield number, words


def compare_text(a, b):
    lines_a, lines_b = lines(a), lines(b)
    while True:
        line_a, line_b = next(lines_a, None), next(lines_b, None)
        if line_a is None or line_b is None:
            if line_a is not line_b:
                raise Different("one of the two ends sooner")
            return
        if len(line_a[1]) != len(line_b[1]):
            raise Different("line %d: %d and %d words" % (line_a[0], len(line_a[1]), len(line_b[1])))
        for i, (x, y) in enumerate(zip(line_a[1], line_b[1])):
            if not same_words(x, y):
                raise Different("line %d, word %d: %s and %s" % (line_a[0], i + 1, shown(x), shown(y)))


def same_words(a, b):
    if a == b:
        return True
    if is_number(a) and is_number(b):
        return near_texts(a, b)
    parts_a, parts_b = COMPLEX.fullmatch(a), COMPLEX.fullmatch(b)
    return bool(
        parts_a
        and parts_b
        and near_texts(parts_a.group(1) or "0", parts_b.group(1) or "0")
        and near_texts(parts_a.group(2), parts_b.group(2))
    )


def is_number(word):
    return bool(NUMBER.fullmatch(word)) and not PADDED.fullmatch(word)


# Arrays of NumPy

NPY = b"\x93NUMPY"
HEADER = re.compile(
    r"\{\s*'descr':\s*'([<>|=]?[a-zA-Z][0-9]{0,4})',\s*'fortran_order':\s*(True|False),"
    r"\s*'shape':\s*\(([0-9, ]{0,200})\),?\s*\}\s*"
)
# Item size and code of struct for what is compared with the tolerance.
MEASURED = {"f4": (4, "f"), "f8": (8, "d"), "c8": (8, "ff"), "c16": (16, "dd")}
SIZED = re.compile("[iufcbSV]([0-9]{1,4})")


def npy_header(stream):
    start = read_exactly(stream, 8)
    if start[:6] != NPY:
        raise NotOfThisKind("no array")
    wide = start[6] > 1
    (size,) = struct.unpack("<I" if wide else "<H", read_exactly(stream, 4 if wide else 2))
    if size > LONGEST_HEADER:
        raise NotOfThisKind("an array with a strange header")
    match = HEADER.fullmatch(read_exactly(stream, size).decode("latin-1"))
    if not match:
        raise NotOfThisKind("an array of a type that is compared as bytes")
    shape = tuple(int(n) for n in match.group(3).replace(" ", "").split(",") if n)
    return match.group(1), match.group(2) == "True" and len(shape) > 1, shape


def item_size(dtype):
    kind = dtype.lstrip("<>|=")
    if kind.startswith("U"):
        return 4 * int(kind[1:] or "0")
    match = SIZED.fullmatch(kind)
    if not match:
        raise NotOfThisKind("an array of a type that is compared as bytes")
    return int(match.group(1))


def compare_npy(a, b):
    with a.open() as stream_a, b.open() as stream_b:
        header = npy_header(stream_a)
        other = npy_header(stream_b)
        if header != other:
            raise Different("%s and %s" % (header_text(header), header_text(other)))
        size = item_size(header[0])
        count = 1
        for n in header[2]:
            count *= n
        done = 0
        at_once = max(1, CHUNK // max(1, size))
        while size and done < count:
            n = min(at_once, count - done)
            compare_items(read_exactly(stream_a, n * size), read_exactly(stream_b, n * size), header, done)
            done += n
        if stream_a.read(1) or stream_b.read(1):
            raise NotOfThisKind("an array with more behind it")


def header_text(header):
    return "%s%s%s" % (header[0], list(header[2]), " in Fortran order" if header[1] else "")


def compare_items(a, b, header, first):
    if a == b:
        return
    dtype = header[0]
    size, code = MEASURED.get(dtype.lstrip("<>|="), (item_size(dtype), None))
    if code is None:
        i = next(i for i in range(len(a)) if a[i] != b[i]) // size
        raise Different("element %d differs" % (first + i))
    form = (">" if dtype[0] == ">" else "<") + code
    for i, (x, y) in enumerate(zip(struct.iter_unpack(form, a), struct.iter_unpack(form, b))):
        if not all(near(p, q) for p, q in zip(x, y)):
            raise Different("element %d: %s and %s" % (first + i, values(x), values(y)))


def values(parts):
    return " ".join("%.17g" % part for part in parts)


def read_exactly(stream, size):
    found = stream.read(size)
    if len(found) != size:
        raise NotOfThisKind("an array that ends too soon")
    return found


# Contents


class File:
    def __init__(self, path):
        self.path = path

    def open(self):
        return open(self.path, "rb")


class Unpacked:
    def __init__(self, packed):
        self.packed = packed

    def open(self):
        return gzip.GzipFile(fileobj=self.packed.open(), mode="rb")


class Entry:
    def __init__(self, archive, info):
        self.archive = archive
        self.info = info

    def open(self):
        return self.archive.open(self.info)


def head(content, size=8):
    with content.open() as stream:
        return stream.read(size)


def unpacked(content):
    return Unpacked(content) if head(content)[:2] == b"\x1f\x8b" else content


def kind(start):
    if start[:6] == NPY:
        return "npy"
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    return "text"


def same_bytes(a, b):
    with a.open() as stream_a, b.open() as stream_b:
        while True:
            x, y = stream_a.read(CHUNK), stream_b.read(CHUNK)
            if x != y:
                return False
            if not x:
                return True


def json_value(content):
    """NotOfThisKind if it is none, or larger than what is looked at as a whole."""
    with content.open() as stream:
        whole = stream.read(LARGEST_JSON + 1)
    if len(whole) > LARGEST_JSON or whole.lstrip(b" \t\r\n")[:1] not in (b"{", b"["):
        raise NotOfThisKind("no JSON")
    try:
        return parse_json(whole.decode("utf-8"))
    except UnicodeDecodeError:
        raise NotOfThisKind("no JSON")


def is_json(content):
    try:
        json_value(content)
        return True
    except NotOfThisKind:
        return False


def compare_contents(a, b, within_archive=False):
    if same_bytes(a, b):
        return
    try:
        a, b = unpacked(a), unpacked(b)
        kinds = (kind(head(a)), kind(head(b)))
        if kinds == ("npy", "npy"):
            compare_npy(a, b)
        elif kinds == ("zip", "zip") and not within_archive:
            compare_archives(a, b)
        elif kinds == ("text", "text"):
            if is_json(a) and is_json(b):
                compare_json(json_value(a), json_value(b))
            else:
                compare_text(a, b)
        elif not same_bytes(a, b):
            raise Different("the bytes differ")
    except (NotOfThisKind, zlib.error, EOFError) as e:
        raise Different("the bytes differ (%s)" % shown(str(e)))
    except OSError as e:
        if e.errno is not None:
            raise
        raise Different("the bytes differ (the compressed data are damaged)")


def entries(archive):
    named = [info for info in archive.infolist() if not info.filename.endswith("/")]
    made = {info.filename: Entry(archive, info) for info in named}
    if len(made) != len(named):
        raise NotOfThisKind("an archive with a name twice")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in named):
        raise NotOfThisKind("an archive of another compression")
    return made


def compare_archives(a, b):
    try:
        with a.open() as file_a, b.open() as file_b:
            with zipfile.ZipFile(file_a) as archive_a, zipfile.ZipFile(file_b) as archive_b:
                entries_a, entries_b = entries(archive_a), entries(archive_b)
                for name in sorted(set(entries_a) | set(entries_b)):
                    if name not in entries_a or name not in entries_b:
                        raise Different("%s: only in one of the two" % shown(name))
                    compare_entry(entries_a[name], entries_b[name], name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, struct.error) as e:
        raise NotOfThisKind("an archive that cannot be read: %s" % shown(str(e)))
    except OSError as e:
        if e.errno != errno.EINVAL:  # A place before the file's beginning, in a damaged directory.
            raise
        raise NotOfThisKind("an archive that cannot be read")


def compare_entry(a, b, name):
    try:
        compare_contents(a, b, within_archive=True)
    except Different as e:
        raise Different("%s: %s" % (shown(name), e))


# Files


def shown(text):
    """A volunteer's bytes go into no log as they are."""
    cut = text if len(text) <= 60 else text[:57] + "..."
    return "".join(c if 32 <= ord(c) < 127 else "?" for c in cut)


def is_there(path, all_paths):
    """As try_fopen of sched/sched_util_basic.cpp: what is missing in a directory that can be read is missing."""
    try:
        with open(path, "rb"):
            return True
    except IsADirectoryError:
        return False
    except (FileNotFoundError, NotADirectoryError):
        if is_directory(path) or any(os.path.exists(other) for other in all_paths):
            return False
        raise Unreadable("%s: its directory is not there" % path)
    except OSError as e:
        raise Unreadable("%s: %s" % (path, e.strerror))


def is_directory(path):
    try:
        os.scandir(os.path.dirname(path) or ".").close()
        return True
    except OSError:
        return False


def output(i, of):
    named = OUTPUTS[i] if len(OUTPUTS) == of else {}
    return shown(named.get("name", "file %d" % (i + 1))), named.get("optional", not named), named.get("compared", True)


def compare_pair(i, of, a, b, all_paths):
    name, optional, compared = output(i, of)
    if not compared:
        return
    there = (is_there(a, all_paths), is_there(b, all_paths))
    if there == (False, False) and optional:
        return
    if there != (True, True):
        raise Different("%s: missing: %s" % (name, ", ".join(p for p, is_it in zip((a, b), there) if not is_it)))
    try:
        compare_contents(File(a), File(b))
    except Different as e:
        raise Different("%s: %s" % (name, e))


def check_file(i, of, path, _, all_paths):
    name, optional, compared = output(i, of)
    if not is_there(path, all_paths):
        if optional or not compared:
            return
        raise Different("%s is missing" % name)
    if compared:
        try:
            check_content(unpacked(File(path)), name)
        except (NotOfThisKind, zlib.error, EOFError, zipfile.BadZipFile) as e:
            raise Different("%s is not whole: %s" % (name, shown(str(e))))


def check_content(content, name):
    if name.endswith(".json") and not is_json(content):
        with content.open() as stream:
            if len(stream.read(LARGEST_JSON + 1)) <= LARGEST_JSON:
                raise NotOfThisKind("no JSON")
    if name.endswith(".npy"):
        with content.open() as stream:
            npy_header(stream)
    if name.endswith((".npz", ".zip")):
        with content.open() as stream, zipfile.ZipFile(stream) as archive:
            entries(archive)


def each_pair(paths):
    pairs = len(paths) if MODE == "check" else len(paths) // 2
    look = check_file if MODE == "check" else compare_pair
    unreadable = None
    for i in range(pairs):
        try:
            look(i, pairs, paths[i], paths[i + len(paths) - pairs], paths)
        except OSError as e:
            if e.errno is None:
                raise Different("the compressed data of %s are damaged" % paths[i])
            unreadable = unreadable or str(e)
        except (Unreadable, MemoryError) as e:
            unreadable = unreadable or str(e) or "too little memory"
    if unreadable:
        raise Unreadable(unreadable)


def main(paths):
    called = os.path.basename(sys.argv[0])
    if not paths or (MODE == "compare" and len(paths) % 2):
        print("%s: %d paths; it takes %s" % (called, len(paths), WANTED[MODE]), file=sys.stderr)
        return USAGE
    try:
        each_pair(paths)
        return SAME
    except Different as e:
        print("%s: %s" % (called, e), file=sys.stderr)
        return DIFFERENT
    except Unreadable as e:
        print("%s: cannot be read now: %s" % (called, e), file=sys.stderr)
        return TRANSIENT
    except Exception:  # A defect of this script is not "different".
        traceback.print_exc()
        return USAGE


WANTED = {
    "compare": "the files of one result, and then as many of the other",
    "check": "the files of a result",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
