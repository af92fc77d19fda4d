// Says, while a weight is moved, which share each one then has. Without scripts, the shares come with the page.
for (const form of document.querySelectorAll("form[data-weights]")) {
  const ranges = [...form.querySelectorAll("input[type=range]")];

  const tell = () => {
    const total = ranges.reduce((sum, range) => sum + range.valueAsNumber, 0);
    ranges.forEach((range) => {
      const share = total ? Math.round((100 * range.valueAsNumber) / total) : 0;
      form.querySelector(`output[for="${range.id}"]`).value = `${share}\u00a0%`;
    });
  };

  form.addEventListener("input", tell);
}
