#!/bin/sh
# Counts seconds. The file "state" holds the steps done; it is replaced as a whole, never edited.
set -e
steps=${ARGS:-20}
step=$(cat state 2>/dev/null || echo 0)
echo "starting at step $step of $steps"
trap 'echo "stopped"; exit 143' TERM
while [ "$step" -lt "$steps" ]; do
  sleep 1 & wait $!                 # CHANGE: one step's work; "& wait" lets TERM in at once
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" -v b="$steps" 'BEGIN { print a / b }' > fraction_done
done
[ "$step" -eq "$steps" ] && echo "counted to $step" > result.txt  # CHANGE: the output
