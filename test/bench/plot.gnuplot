# The ratios as dots, with a bar from the lowest to the highest of any one run.
# bench.sh sets ratios, the file to read, and picture, the file to write.

set datafile separator comma
set terminal pngcairo size 1000, 900 font "sans,11"
set output picture

set title "Time: contender divided by rival"
set xlabel "ratio (left of the line, the contender is faster)"
set logscale x
set yrange [*:*] reverse
set offsets 0, 0, 0.7, 0.7
set grid x
set key off
set arrow from 1, graph 0 to 1, graph 1 nohead linewidth 2 linecolor "gray40"

# columns: 1 item, 2 contender, 3 rival, 4 ratio, 5 lowest, 6 highest
plot ratios every ::1 using 4:0:5:6:ytic(sprintf("%s: %s / %s", \
		stringcolumn(1), stringcolumn(2), stringcolumn(3))) \
	with xerrorbars pointtype 7 pointsize 1.2 linecolor "#1f6f8b"
