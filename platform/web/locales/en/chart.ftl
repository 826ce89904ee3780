# Around a chart.

web-chart-table = As a table
