import '@mantine/core/styles/Slider.css';
import 'uplot/dist/uPlot.min.css';
