# Its output is larger than the template lets it be.
step=$(cat state 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 16 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 16 }' > fraction_done
done
head -c 20000 /dev/zero > result.txt
