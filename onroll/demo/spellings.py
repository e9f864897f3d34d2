"""How one name is written in several ways, and two names in nearly the same: all of them ordinary.

Families who came lately have names here as well, for an office that could not read a document
often wrote the first of January for the day of birth.
"""

from __future__ import annotations

from dataclasses import dataclass

_ONE_NAME = """
Muhammad Mohammed Mohamed Mohammad Muhammed
Yusuf Youssef Yousef Yousuf
Ibrahim Ebrahim Ibraheem
Ismail Ismael Esmail
Zakariya Zakaria Zakariyya
Hassan Hasan
Hussain Hussein Hossain Husain
Ahmed Ahmad
Umar Omar Umer
Musa Mousa Moosa
Aisha Ayesha Aysha
Fatima Fatimah Fatema
Zainab Zaynab Zeinab
Maryam Mariam Miriam
Khadija Khadijah
Amina Aminah Ameena
Hafsa Hafsah
Noor Nur Nour
Zahra Zahraa
Chaudhry Choudhury Chowdhury
Sheikh Shaikh Shaykh
Qureshi Quraishi Koreshi
Rahman Rehman Rahmaan
Siddiqui Siddiqi Siddique
Mahmood Mahmud Mehmood
Uddin Udin
Mohamud Mahamud Mohamoud
Abdi Cabdi
Hodan Xodan
Kateryna Ekaterina Katerina
Oleksandr Alexander Aleksandr
Oleksandra Alexandra Aleksandra
Danylo Daniil Danilo
Maksym Maxim Maksim
Artem Artyom
Bogdan Bohdan
Mykhailo Mikhail Michael
Yevhen Evgeny Eugene
Anastasia Anastasiia Anastasiya
Viktoria Victoria Viktoriia
Daria Dariia Darya
Sofia Sofiia Sophia
Shevchenko Szewczenko
Kovalenko Kowalenko
Aleksander Olek
Jakub Kuba
Antoni Antek
Kacper Kacperek
Mateusz Mati
Szymon Szymek
Zofia Zosia
Julia Julka
Hanna Hania
Oliwia Oliwka
Alicja Ala
Kowalski Kowalska
Kaminski Kaminska
Lewandowski Lewandowska
Zielinski Zielinska
Ahmadi Ahmadie
Hosseini Husseini Hossaini
Haidari Heydari
Noori Nouri
Al-Khatib Alkhateeb Khatib
Al-Hassan Alhassan
Tesfay Tesfai
Gebremedhin Ghebremedhin
"""

OTHER_FORMS: dict[str, tuple[str, ...]] = {
    form: tuple(other for other in line.split() if other != form)
    for line in _ONE_NAME.strip().splitlines()
    for form in line.split()
}
"""The other ways in which a forename or a surname is written, out of another alphabet or short."""

SOUND_ALIKE: dict[str, tuple[tuple[str, str], ...]] = {
    "FF": (
        ("Amelia", "Amelie"), ("Olivia", "Alivia"), ("Isla", "Ayla"), ("Ella", "Ellie"),
        ("Eva", "Ava"), ("Mia", "Maya"), ("Sophia", "Sophie"), ("Emilia", "Emily"),
        ("Lily", "Lilly-Mae"), ("Lola", "Lila"), ("Hana", "Hanan"), ("Zara", "Zahra"),
    ),
    "MM": (
        ("Jayden", "Hayden"), ("Ethan", "Evan"), ("Leo", "Theo"), ("Mason", "Jason"),
        ("Hassan", "Hussain"), ("Archie", "Alfie"), ("Harry", "Harvey"), ("Aiden", "Jaden"),
        ("Muhammad Hassan", "Muhammad Hussain"), ("Jake", "Jack"), ("Callum", "Calum-James"),
    ),
    "FM": (
        ("Olivia", "Oliver"), ("Danielle", "Daniel"), ("Gabrielle", "Gabriel"), ("Jaime", "Jamie"),
        ("Charlie-Mae", "Charlie"), ("Georgie", "George"), ("Josephine", "Joseph"),
    ),
}  # fmt: skip
"""Forenames that parents give twins, by the twins' sexes; the girl's first of a boy and a girl."""


@dataclass(frozen=True)
class Arrivals:
    """Names of families who came lately from one part of the world."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


ARRIVALS: tuple[Arrivals, ...] = (
    Arrivals(
        tuple("Zahra Fatima Maryam Parwana Shabnam Khadija Zainab Amina".split()),
        tuple("Ahmad Mohammad Yusuf Ibrahim Farid Omid Hussain Musa".split()),
        tuple("Ahmadi Hosseini Rahimi Noori Haidari Karimi".split()),
    ),
    Arrivals(
        tuple("Noor Rima Hala Mariam Aya Fatima Sidra Amina".split()),
        tuple("Mohammed Youssef Omar Khaled Ibrahim Hassan Ahmad Anas".split()),
        tuple("Al-Khatib Al-Hassan Haddad Darwish Osman Idris".split()),
    ),
    Arrivals(
        tuple("Selam Rahel Miriam Hiwet Saba Amina".split()),
        tuple("Yonas Samuel Filmon Abel Musa Idris".split()),
        tuple("Tesfay Haile Gebremedhin Berhane Osman Idris".split()),
    ),
)
UKRAINE = Arrivals(
    tuple("Kateryna Sofia Anastasia Oleksandra Daria Viktoria".split()),
    tuple("Oleksandr Danylo Maksym Artem Mykhailo Yevhen Bogdan".split()),
    tuple("Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Boyko".split()),
)
"""Families from Ukraine, whose documents hold their true days of birth."""
