"""Names for the children of Exampleshire: ordinary ones, in the mix an English county has.

A family is drawn from one community, so that a surname, its children's forenames and their
ethnicity code go together, and so that names which English systems handle badly (two-part
surnames, apostrophes, forenames and surnames that change places) occur as often as they do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Community:
    """A pool of names, with its share of families and the ethnicity codes (CBDS) it is given."""

    share: float
    ethnicities: tuple[tuple[str, float], ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


_GIRLS = """Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace
Daisy Sienna Poppy Elsie Emily Ella Evelyn Phoebe Evie Charlotte Harper Millie Matilda Maya Sophie
Alice Emilia Isabelle Ruby Luna Maisie Aria Penelope Mila Bonnie Eva Hallie Eliza Ada Violet Esme
Arabella Imogen Jessica Delilah Chloe Orla Lottie Robyn Erin Nancy Thea Margot Molly Lucy Holly
Scarlett Heidi Zara Martha Rose Summer Hannah Edith Amber Beatrice Clara Darcie Eleanor Georgia
Abigail Lola Iris Maeve Mabel Niamh Tilly Anna Lara Amy Lyra Nora Olive Skye Megan Bella Elizabeth
Faith Gracie Hope Jasmine Katie Lexi Leah Libby Louisa Maria Naomi Pippa Rebecca Rowan Sarah
Seren Tabitha Victoria Caitlin Bethany Connie Edie Felicity Francesca Harriet Josephine Kitty
Lillian Madison Paige Rosa Sadie Tess Verity Winifred Zoe Ffion Carys Aoife Bronte Cora Dorothy"""
_BOYS = """Noah Oliver George Arthur Muhammad Leo Harry Oscar Archie Henry Theodore Freddie Jack
Charlie Alfie Theo Jacob Thomas Finley Arlo William Lucas Roman Tommy Isaac Teddy Alexander Luca
Edward James Joshua Albie Elijah Max Mason Sebastian Rory Jude Ethan Louie Joseph Hugo Reuben
Hunter Ezra Harrison Toby Samuel Daniel Benjamin Frederick Ralph Albert Bobby Stanley Logan
Rowan Frankie Adam Jaxon Zachary Dylan Ronnie David Caleb Felix Gabriel Jesse Otis Nathan Ollie
Sonny Ellis Luke Rupert Liam Matthew Michael Robin Rex Ryan Blake Kit Connor Cameron Callum Aiden
Jamie Kai Jenson Dexter Elliot Evan Gethin Rhys Owen Patrick Sean Cillian Fergus Angus Hamish
Lewis Aaron Christopher Dominic Edmund Francis Gus Ivan Jonah Kieran Leon Miles Nicholas Percy
Quentin Riley Spencer Tobias Vincent Wilfred Xander Austin Barnaby Cody Duncan Ewan Fraser"""
_SURNAMES = """Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson
Evans Walker White Roberts Green Hall Wood Jackson Clarke Lewis Harris Clark Turner Hill Cooper
Ward Moore Morris Watson Harrison Morgan Baker King Allen Mitchell James Scott Phillips Davis
Price Bennett Lee Young Griffiths Parker Kelly Simpson Bailey Carter Cook Marshall Murphy Collins
Shaw Bell Richardson Cox Miller Adams Chapman Ellis Webb Foster Mason Mills Palmer Rogers Gray
Stevens Knight Hunt Lloyd Butler Russell Barker Fisher Holmes Powell Matthews Dixon Reynolds
Pearson Fletcher Howard Andrews Fox Burton Gibson Hughes Saunders Grant Barnes Payne Ford Hudson
Brooks Lawrence Wells West Day Sutton Jenkins Armstrong Hart Bradley Dean Elliott Cole Bishop
Spencer Watts Perry Arnold Hayes Nicholson Black Carr Lowe Newton Frost Parsons Porter Sharp
O'Brien O'Connor O'Neill Byrne Walsh Ryan McDonald McCarthy MacKenzie Fitzgerald Gallagher Doyle
Ashworth Atkinson Barrett Blackburn Booth Bowen Brennan Bull Chambers Coates Conway Crawford
Daniels Doherty Duffy Farrell Fleming Freeman Gardner Gill Goddard Goodwin Greenwood Hale Hancock
Harper Hewitt Higgins Hobbs Holland Hopkins Humphreys Jarvis Jennings Kent Lamb Lane
Leach Long Lucas Lynch Marsh Middleton Moss Nash Norman Norris Oliver Osborne Page Pearce Potter
Preston Quinn Reed Rhodes Rowe Sanders Schofield Shepherd Short Skinner Steele Stephenson Stokes
Summers Swift Talbot Thorpe Townsend Tucker Vaughan Wade Walters Warner Webster Wheeler Whitehead
Winter Woodward Wyatt Yates Smith-Jones Harley-Ward Reeves-Kay Barton-Hill"""

COMMUNITIES: tuple[Community, ...] = (
    Community(
        0.745,
        (("WBRI", 0.93), ("WIRI", 0.02), ("WOTH", 0.01), ("MOTH", 0.02), ("MWBC", 0.02)),
        tuple(_GIRLS.split()),
        tuple(_BOYS.split()),
        tuple(_SURNAMES.split()),
    ),
    Community(
        0.085,
        (("APKN", 0.6), ("ABAN", 0.25), ("AOTH", 0.1), ("MWAS", 0.05)),
        tuple(
            """Aisha Fatima Zainab Maryam Khadija Amina Hafsa Safa Iqra Sumayyah Aaliyah Inaya
            Hiba Noor Zahra Ayesha Hana Laiba Rania Saira Yasmin Anaya Nadia Sana Mehreen""".split()
        ),
        tuple(
            """Muhammad Mohammed Yusuf Ibrahim Hamza Omar Ali Bilal Haris Zayn Ayaan Musa Adam
            Idris Umar Hassan Hussain Rayyan Zakariya Ismail Kamran Imran Faisal Tariq""".split()
        ),
        tuple(
            """Khan Ahmed Hussain Ali Begum Malik Iqbal Mahmood Akhtar Shah Butt Chaudhry Mirza
            Qureshi Rahman Miah Uddin Chowdhury Islam Sheikh Aslam Raja Siddiqui Rashid""".split()
        ),
    ),
    Community(
        0.05,
        (("AIND", 0.85), ("AOTH", 0.1), ("MWAS", 0.05)),
        tuple(
            """Anaya Diya Priya Aanya Saanvi Riya Isha Kavya Anika Meera Simran Jasleen Harleen
            Gurleen Nisha Pooja Tara Leela Asha Avani""".split()
        ),
        tuple(
            """Aarav Arjun Vihaan Rohan Ishaan Dev Kiran Nikhil Aryan Krish Jai Harjit Gurpreet
            Manveer Ravi Sahil Veer Ayush Neel Kabir""".split()
        ),
        tuple(
            """Patel Singh Kaur Sharma Shah Gupta Mistry Desai Mehta Joshi Rao Reddy Nair Gill
            Dhillon Sandhu Parmar Chauhan Solanki Modi""".split()
        ),
    ),
    Community(
        0.045,
        (("BAFR", 0.7), ("BCRB", 0.15), ("BOTH", 0.1), ("MWBA", 0.05)),
        tuple(
            """Amara Adaeze Chidera Ngozi Temi Folake Abena Akua Efua Makena Zuri Nia Imani
            Blessing Esther Grace Deborah Ruth Hodan Ayaan Sahra Ifrah""".split()
        ),
        tuple(
            """Emeka Chidi Tobi Kwame Kofi Yaw Daniel Emmanuel Samuel David Joshua Malachi Elijah
            Abdi Mahad Liban Tunde Femi Obinna Kwabena""".split()
        ),
        tuple(
            """Okafor Adeyemi Mensah Owusu Boateng Abdi Mohamud Hassan Okonkwo Balogun Asante Osei
            Eze Nwosu Achebe Campbell Grant Francis Brown Williams""".split()
        ),
    ),
    Community(
        0.055,
        (("WOTH", 0.9), ("OOTH", 0.1)),
        tuple(
            """Zofia Maja Julia Lena Hanna Oliwia Nadia Alicja Ioana Maria Elena Sofia Anastasia
            Daria Ema Gabija Viktoria Katarina Mihaela Andreea""".split()
        ),
        tuple(
            """Jakub Antoni Szymon Filip Kacper Mateusz Nikodem Andrei Stefan Matei David Luca
            Lukas Dominykas Danylo Maksym Artem Ivan Bogdan Aleksander""".split()
        ),
        tuple(
            """Kowalski Nowak Wojcik Kaminski Lewandowski Zielinski Wozniak Popescu Ionescu Popa
            Dumitru Stan Munteanu Kazlauskas Petrauskas Shevchenko Kovalenko Bondarenko Ivanov
            Horvath""".split()
        ),
    ),
    Community(
        0.012,
        (("WIRT", 0.55), ("WROM", 0.45)),
        tuple("Kathleen Mary Bridget Margaret Shannon Savannah Chantelle Angel Esmeralda".split()),
        tuple("Paddy Jimmy John Miley Levi Nelson Martin Johnny Lashley Danny".split()),
        tuple("Connors Ward Cash Lee Smith Price Doran McDonagh Boswell Loveridge Cooper".split()),
    ),
    Community(
        0.008,
        (("CHNE", 0.8), ("OOTH", 0.2)),
        tuple("Mei Xin Ling Jia Yan Li-Na Hoi-Ching Tsz-Yan Emily Chloe".split()),
        tuple("Wei Jun Hao Ming Lok Chun Ho-Yin Tsz-Hin Jason Ethan".split()),
        tuple("Chan Wong Lam Chen Li Wang Zhang Liu Cheung Ng Leung Ho".split()),
    ),
)

SHORT_FORMS: dict[str, str] = {
    "Thomas": "Tom", "William": "Will", "James": "Jamie", "Samuel": "Sam", "Joseph": "Joe",
    "Benjamin": "Ben", "Daniel": "Dan", "Matthew": "Matt", "Michael": "Mike", "Joshua": "Josh",
    "Alexander": "Alex", "Christopher": "Chris", "Nicholas": "Nick", "Isabella": "Bella",
    "Elizabeth": "Lizzie", "Rebecca": "Becky", "Katherine": "Katie", "Abigail": "Abi",
    "Charlotte": "Lottie", "Eleanor": "Ellie", "Jessica": "Jess", "Matilda": "Tilly",
    "Muhammad": "Mo", "Mohammed": "Mo", "Francesca": "Fran", "Zachary": "Zac", "Tobias": "Toby",
    "Emilia": "Millie", "Isabelle": "Izzy", "Theodore": "Theo", "Frederick": "Freddie",
}  # fmt: skip
"""What a child is called, where a school writes that instead of the name in the register."""

STREETS: tuple[str, ...] = tuple(
    f"{first} {kind}"
    for kind in ("Road", "Street", "Lane", "Close", "Avenue", "Drive")
    for first in (
        "Alder Ash Beech Birch Bramble Brook Chapel Church Clover Elm Fern Foundry Garden Hazel "
        "Heron Kiln Larch Linden Maple Mill Mallow Oak Orchard Otter Poplar Quarry Rowan Sorrel "
        "Station Sycamore Tannery Teasel Thistle Vicarage Walnut Weaver Willow Windmill Wren Yew"
    ).split()
)
TOWNS: tuple[str, ...] = (
    "Exbridge", "Marlow Green", "Upper Instance", "Lower Instance", "Sampleford", "Dataston",
    "Little Fixture", "Great Fixture", "Oakmere", "Stonebeck", "Harrowdean", "Thornby Vale",
    "Kettlesworth", "Ravensholme", "Ashlow", "Brindle Cross", "Withy Bridge", "Copperhill",
    "Wexcombe", "Fallowmoor",
)  # fmt: skip
"""One made-up town for each postcode district, XE1 to XE20."""

SAMPLETON_TOWNS: tuple[str, ...] = (
    "Sampleton", "West Sampleton", "Sampleton Quay", "Netherby", "Holt End", "Birchover",
    "Pinfold", "Easterly", "Southmarsh",
)  # fmt: skip
"""The neighbouring authority's towns, XS1 to XS9."""
