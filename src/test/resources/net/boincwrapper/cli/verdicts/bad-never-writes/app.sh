# Declares a checkpoint that it never writes.
step=0
while [ "$step" -lt 32 ]; do
  sleep 0.25
  step=$((step + 1))
done
echo "counted to $step" > result.txt
