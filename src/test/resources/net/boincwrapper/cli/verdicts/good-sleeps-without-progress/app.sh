# Uses next to no CPU time and reports no progress: only what it appends tells that it went on.
step=$(cat state 2>/dev/null || echo 0)
head -n "$step" result.txt 2>/dev/null > result.new
mv result.new result.txt
trap 'exit 143' TERM
while [ "$step" -lt 16 ]; do
  sleep 0.5 & wait $!
  step=$((step + 1))
  echo "line $step" >> result.txt
  echo "$step" > state.new; sync state.new; mv state.new state
done
