"""The five guides that ivw follows, by the number under which every hint names them."""

TITLES = {
    1: "Mastering informational interviews",
    2: "Informational interviews, asked and answered",
    3: "Preparing for an informational interview",
    4: "The purpose of informational interviews",
    5: "Build your network through informational interviews",
}
# How a hint names them, by the letter with which the ids of their statements begin: "guide 1" for A48.
GUIDES = {letter: f"guide {number}" for letter, number in zip("ABCDE", TITLES, strict=True)}
