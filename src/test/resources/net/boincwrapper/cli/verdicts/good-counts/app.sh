# The plainest app that does everything right.
step=$(cat state 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "counted to $step" > result.txt
