#!/bin/sh -e
# What the executable $1 prints for machines, into $2.
program=$1 into=$2
work=/tmp/version-before/jobs
rm -rf "$work"; mkdir -p "$into" "$work"
cp -r "$into"/counting "$into"/faulty "$work"/
tell() { # NAME WORDS...: keeps the output, and the exit code
  name=$1; shift
  set +e; "$program" "$@" > "$into/$name.json" 2> "$work/$name.err"; code=$?; set -e
  [ -s "$into/$name.json" ] || rm "$into/$name.json"
  echo "$name $code" >> "$into/exit-codes.txt"
}
: > "$into/exit-codes.txt"
tell dry-run dry-run --json "$work/counting"
tell problems dry-run --json "$work/faulty"
tell run dry-run --run --json "$work/counting"
echo 7 > "$work/counting/exit-code"
tell run-failed dry-run --run --json "$work/counting"
rm "$work/counting/exit-code"
tell rehearse dry-run --rehearse --only kill,quit --seed 2026 --json "$work/counting"
tell usage dry-run --frobnicate
DOCKER_HOST=unix:///tmp/version-before/no.sock tell no-engine dry-run --run --json "$work/counting"
