#!/bin/sh
# Counts to 60, and exits with what exit-code says.
n=$(cat state 2>/dev/null || echo 0)
echo "starting at $n"
while [ "$n" -lt 60 ]; do
  sleep 0.1
  n=$((n + 1))
  echo "$n" > state.new && mv state.new state
  echo "$n" | sed 's/$/e-2/' > told.new && mv told.new fraction_done
done
echo "counted to $n" > out.txt
exit "$(cat exit-code 2>/dev/null || echo 0)"
