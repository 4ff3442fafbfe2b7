#!/bin/sh
echo start >> log.txt
exit 75