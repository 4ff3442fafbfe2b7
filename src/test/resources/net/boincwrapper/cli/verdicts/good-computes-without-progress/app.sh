# Keeps a processor busy and reports no progress: its CPU time tells that it went on.
step=$(cat state 2>/dev/null || echo 0)
trap 'stop=1' TERM
while [ "$step" -lt 24 ]; do
  i=0
  while [ "$i" -lt 200000 ]; do i=$((i + 1)); done
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  [ -z "$stop" ] || exit 143
done
echo "$((step * 200000)) rounds" > result.txt
