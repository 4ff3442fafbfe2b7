# Takes what the first start left in the container for granted.
step=$(cat state 2>/dev/null || echo 0)
[ "$step" -gt 0 ] || : > /tmp/installed
if [ ! -e /tmp/installed ]; then
  echo "the installation is incomplete" >&2
  exit 3
fi
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "counted to $step" > result.txt
