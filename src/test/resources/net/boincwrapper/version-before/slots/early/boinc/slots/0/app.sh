#!/bin/sh
n=$(cat state 2>/dev/null || echo 0)
echo "starting at $n"
echo "starting at $n" >> log.txt
while [ "$n" -lt 5 ] && [ ! -e enough ]; do
  sleep 0.1
  n=$((n + 1))
  echo "$n" > state.new && mv state.new state
done
echo "counted to $n" > out.txt
exit 0
