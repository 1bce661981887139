"""Pages in the shape of one site, with prose of our own."""


def page(title, *, day="18.07.2024", country="Bulgaria", organisation="", prose=()):
    prose = prose or (
        f"The people of {title} meet at the well and learn to write letters to each other.",
        "Whoever comes late brings bread for the others, and a pencil.",
    )
    lines = ["Skip to main content", title, f"By {country}, Public, INSPIRATIONNo Comments"]
    lines += [title, f"{day} |", *prose, "Details", "Target audience", "Digital skills for all"]
    lines += ["Country providing the good practice", country]
    if organisation:
        lines += ["Organisation providing the good practice", organisation]
    return "\n\n".join(lines) + "\n"
