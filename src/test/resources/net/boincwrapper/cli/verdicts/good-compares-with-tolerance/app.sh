# Each run has other digits at the end; the author's comparison knows that they mean nothing.
step=$(cat state 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "0.5000$(date +%N)" > result.txt
