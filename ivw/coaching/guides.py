"""The five guides that ivw follows, by the number under which every hint names them."""

TITLES = {
    1: "Mastering informational interviews",
    2: "Informational interviews, asked and answered",
    3: "Preparing for an informational interview",
    4: "The purpose of informational interviews",
    5: "Build your network through informational interviews",
}
