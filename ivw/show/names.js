// What a screen reader says of a button that shows nothing but an icon, and of a box that is ticked: Streamlit would
// have it say the name of the icon, and the label as it was written, with its marks and escapes.
export default function ({ data }) {
  const set = (element, words) => {
    if (words && element.getAttribute("aria-label") !== words) element.setAttribute("aria-label", words)
  }
  const name = () => {
    for (const [key, icon, words] of data.names) {
      for (const button of document.querySelectorAll(`[class*="st-key-${key}"] button`)) {
        const shown = button.querySelector('[data-testid="stIconMaterial"]')?.textContent
        if (shown === icon && !button.querySelector('[data-testid="stMarkdownContainer"]')) set(button, words)
      }
    }
    for (const box of document.querySelectorAll('[data-testid="stCheckbox"] input')) {
      const words = box.closest("label")?.querySelector('[data-testid="stMarkdownContainer"] p')?.cloneNode(true)
      words?.querySelectorAll('[data-testid="stIconMaterial"], [translate="no"]').forEach((icon) => icon.remove())
      set(box, words?.textContent.replace(/\s+/g, " ").trim())
    }
  }
  let coming
  const watch = new MutationObserver(() => {
    cancelAnimationFrame(coming)
    coming = requestAnimationFrame(name)
  })
  watch.observe(document.body, { childList: true, subtree: true })
  name()
  return () => watch.disconnect()
}
