# Ends after each third of its work, and asks to be started again.
step=$(cat state 2>/dev/null || echo 0)
end=$(((step / 8 + 1) * 8))
trap 'exit 143' TERM
while [ "$step" -lt "$end" ]; do
  sleep 0.5 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 24 }' > fraction_done
done
[ "$step" -lt 24 ] && exit 85
echo "counted to $step" > result.txt
