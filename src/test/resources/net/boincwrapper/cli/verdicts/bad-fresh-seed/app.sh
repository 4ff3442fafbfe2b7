# Draws from a new generator after each start.
step=$(cat state 2>/dev/null || echo 0)
trap 'exit 143' TERM
[ "$step" -eq 0 ] || RESUMED=1
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
if [ -n "$RESUMED" ]; then od -An -N4 -tu4 /dev/urandom > result.txt; else echo 42 > result.txt; fi
