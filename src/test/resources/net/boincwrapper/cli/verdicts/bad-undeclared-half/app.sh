# A second file belongs to the checkpoint and is not declared: it is ahead where an older one is restored.
step=$(cat state 2>/dev/null || echo 0)
sum=$(cat sum 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1)); sum=$((sum + step))
  echo "$sum" > sum.new; sync sum.new; mv sum.new sum
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "the sum is $sum" > result.txt
